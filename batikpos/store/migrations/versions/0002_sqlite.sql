CREATE TABLE books (
    one INTEGER NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_books PRIMARY KEY (one),
    CONSTRAINT uq_books_kind UNIQUE (kind),
    CONSTRAINT ck_books_one CHECK (one = 1),
    CONSTRAINT ck_books_kind CHECK (kind IN ('real', 'training'))
)
 STRICT
--
INSERT INTO books (one, kind) VALUES (1, 'real')
--
CREATE TABLE journal_0002 (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    booth TEXT NOT NULL,
    device INTEGER NOT NULL,
    mark INTEGER NOT NULL,
    head BLOB NOT NULL,
    books TEXT NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (fair_id, journal_id),
    CONSTRAINT fk_journal_books FOREIGN KEY(books) REFERENCES books (kind)
)
 STRICT
--
INSERT INTO journal_0002 SELECT fair_id, journal_id, booth, device, mark, head, 'real' FROM journal
--
DROP TABLE journal
--
ALTER TABLE journal_0002 RENAME TO journal
--
CREATE TABLE fair_0002 (
    fair_id TEXT NOT NULL,
    name TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    books TEXT NOT NULL,
    CONSTRAINT pk_fair PRIMARY KEY (fair_id),
    CONSTRAINT fk_fair_books FOREIGN KEY(books) REFERENCES books (kind)
)
 STRICT
--
INSERT INTO fair_0002 SELECT fair_id, name, first_day, last_day, time_zone, 'real' FROM fair
--
DROP TABLE fair
--
ALTER TABLE fair_0002 RENAME TO fair
--
CREATE TABLE opening (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    public_key TEXT NOT NULL,
    lineage INTEGER NOT NULL,
    from_journal_id TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    from_hash TEXT NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_opening PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_opening_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
 STRICT
--
CREATE INDEX ix_opening_from ON opening (fair_id, from_journal_id)
--
CREATE TABLE clock_step (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    was TEXT NOT NULL,
    CONSTRAINT pk_clock_step PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_clock_step_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
 STRICT
--
CREATE TABLE carried_till (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    from_journal_id TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    CONSTRAINT pk_carried_till PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_carried_till_till_open FOREIGN KEY(fair_id, journal_id, seq) REFERENCES till_open (fair_id, journal_id, seq)
)
 STRICT
--
CREATE TABLE seal (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    close_seq INTEGER NOT NULL,
    sold INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    statement TEXT NOT NULL,
    signature TEXT NOT NULL,
    CONSTRAINT pk_seal PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_seal_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
 STRICT
--
CREATE TABLE paper_slip (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    slip TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_paper_slip PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_paper_slip_sale FOREIGN KEY(fair_id, journal_id, seq) REFERENCES sale (fair_id, journal_id, seq),
    CONSTRAINT uq_paper_slip_fair_id_slip_day_journal_id UNIQUE (fair_id, slip, day, journal_id)
)
 STRICT
--
CREATE TABLE own_journal (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    lineage INTEGER NOT NULL,
    CONSTRAINT pk_own_journal PRIMARY KEY (fair_id),
    CONSTRAINT fk_own_journal_journal FOREIGN KEY(fair_id, journal_id) REFERENCES journal (fair_id, journal_id)
)
 STRICT
--
CREATE TABLE open_basket (
    sale_id TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_open_basket PRIMARY KEY (sale_id)
)
 STRICT
--
CREATE TRIGGER opening_refuses_update BEFORE UPDATE ON opening
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER opening_refuses_delete BEFORE DELETE ON opening
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER clock_step_refuses_update BEFORE UPDATE ON clock_step
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER clock_step_refuses_delete BEFORE DELETE ON clock_step
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER carried_till_refuses_update BEFORE UPDATE ON carried_till
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER carried_till_refuses_delete BEFORE DELETE ON carried_till
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER seal_refuses_update BEFORE UPDATE ON seal
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER seal_refuses_delete BEFORE DELETE ON seal
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER paper_slip_refuses_update BEFORE UPDATE ON paper_slip
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER paper_slip_refuses_delete BEFORE DELETE ON paper_slip
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
INSERT INTO own_journal (fair_id, journal_id, lineage)
SELECT fair_id, journal_id, 0 FROM journal WHERE EXISTS (SELECT 1 FROM person)
--
INSERT INTO opening (fair_id, journal_id, seq, public_key, lineage, from_journal_id, from_seq, from_hash, why)
SELECT fair_id, journal_id, seq, '', 0, '', 0, '', '' FROM fact
WHERE kind = 'opening' AND NOT EXISTS (
    SELECT 1 FROM unread
    WHERE unread.fair_id = fact.fair_id AND unread.journal_id = fact.journal_id AND unread.seq = fact.seq
)
