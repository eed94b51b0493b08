CREATE TABLE books (
    one INTEGER NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_books PRIMARY KEY (one),
    CONSTRAINT uq_books_kind UNIQUE (kind),
    CONSTRAINT ck_books_one CHECK (one = 1),
    CONSTRAINT ck_books_kind CHECK (kind IN ('real', 'training'))
)
--
INSERT INTO books (one, kind) VALUES (1, 'real')
--
ALTER TABLE journal ADD COLUMN books TEXT NOT NULL DEFAULT 'real'
--
ALTER TABLE journal ALTER COLUMN books DROP DEFAULT
--
ALTER TABLE journal ADD CONSTRAINT fk_journal_books FOREIGN KEY(books) REFERENCES books (kind)
--
ALTER TABLE fair ADD COLUMN books TEXT NOT NULL DEFAULT 'real'
--
ALTER TABLE fair ALTER COLUMN books DROP DEFAULT
--
ALTER TABLE fair ADD CONSTRAINT fk_fair_books FOREIGN KEY(books) REFERENCES books (kind)
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
--
CREATE TABLE seal (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    close_seq INTEGER NOT NULL,
    sold BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    statement TEXT NOT NULL,
    signature TEXT NOT NULL,
    CONSTRAINT pk_seal PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_seal_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
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
--
CREATE TABLE own_journal (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    lineage INTEGER NOT NULL,
    CONSTRAINT pk_own_journal PRIMARY KEY (fair_id),
    CONSTRAINT fk_own_journal_journal FOREIGN KEY(fair_id, journal_id) REFERENCES journal (fair_id, journal_id)
)
--
CREATE TABLE open_basket (
    sale_id TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_open_basket PRIMARY KEY (sale_id)
)
--
CREATE TRIGGER opening_refuses_change BEFORE UPDATE OR DELETE ON opening
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER opening_refuses_truncate BEFORE TRUNCATE ON opening
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER clock_step_refuses_change BEFORE UPDATE OR DELETE ON clock_step
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER clock_step_refuses_truncate BEFORE TRUNCATE ON clock_step
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER carried_till_refuses_change BEFORE UPDATE OR DELETE ON carried_till
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER carried_till_refuses_truncate BEFORE TRUNCATE ON carried_till
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER seal_refuses_change BEFORE UPDATE OR DELETE ON seal
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER seal_refuses_truncate BEFORE TRUNCATE ON seal
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER paper_slip_refuses_change BEFORE UPDATE OR DELETE ON paper_slip
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER paper_slip_refuses_truncate BEFORE TRUNCATE ON paper_slip
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
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
