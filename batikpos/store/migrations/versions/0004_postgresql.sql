ALTER TABLE sale ADD COLUMN follows TEXT DEFAULT '' NOT NULL
--
ALTER TABLE sale ADD COLUMN followed_by TEXT DEFAULT '' NOT NULL
--
ALTER TABLE sale_line ADD COLUMN note TEXT DEFAULT '' NOT NULL
--
ALTER TABLE sale_line ADD COLUMN promotion TEXT DEFAULT '' NOT NULL
--
ALTER TABLE sale_line ADD COLUMN promoted BIGINT DEFAULT 0 NOT NULL
--
ALTER TABLE sale_line ADD COLUMN is_open INTEGER DEFAULT 0 NOT NULL
--
ALTER TABLE till_close ADD COLUMN approver TEXT DEFAULT '' NOT NULL
--
CREATE TABLE cash_count (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    till_seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    counts TEXT NOT NULL,
    counted BIGINT NOT NULL,
    CONSTRAINT pk_cash_count PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_cash_count_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
--
CREATE TABLE drawer_opening (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    till_seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    approver TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_drawer_opening PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_drawer_opening_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
--
CREATE TABLE checked_tender (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    number TEXT NOT NULL,
    n INTEGER NOT NULL,
    CONSTRAINT pk_checked_tender PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_checked_tender_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq),
    CONSTRAINT uq_checked_tender_fair_id_number_n_journal_id UNIQUE (fair_id, number, n, journal_id)
)
--
CREATE TABLE added_item (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    sku TEXT NOT NULL,
    barcode TEXT NOT NULL,
    producer TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    technique TEXT NOT NULL,
    dye TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    step INTEGER NOT NULL,
    price BIGINT NOT NULL,
    floor BIGINT NOT NULL,
    stock INTEGER NOT NULL,
    size TEXT NOT NULL,
    motif TEXT NOT NULL,
    fabric TEXT NOT NULL,
    variants TEXT NOT NULL,
    dye_detail TEXT NOT NULL,
    CONSTRAINT pk_added_item PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_added_item_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq),
    CONSTRAINT uq_added_item_fair_id_sku_journal_id UNIQUE (fair_id, sku, journal_id)
)
--
CREATE TABLE promotion (
    name TEXT NOT NULL,
    place INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_promotion PRIMARY KEY (name)
)
--
CREATE TABLE pin_failure (
    name TEXT NOT NULL,
    failures INTEGER NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_pin_failure PRIMARY KEY (name)
)
--
CREATE TABLE parked_basket (
    sale_id TEXT NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    label TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_parked_basket PRIMARY KEY (sale_id)
)
--
CREATE TRIGGER cash_count_refuses_change BEFORE UPDATE OR DELETE ON cash_count
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER cash_count_refuses_truncate BEFORE TRUNCATE ON cash_count
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER drawer_opening_refuses_change BEFORE UPDATE OR DELETE ON drawer_opening
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER drawer_opening_refuses_truncate BEFORE TRUNCATE ON drawer_opening
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER checked_tender_refuses_change BEFORE UPDATE OR DELETE ON checked_tender
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER checked_tender_refuses_truncate BEFORE TRUNCATE ON checked_tender
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER added_item_refuses_change BEFORE UPDATE OR DELETE ON added_item
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER added_item_refuses_truncate BEFORE TRUNCATE ON added_item
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
