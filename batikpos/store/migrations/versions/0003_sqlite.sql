CREATE TABLE item_0003 (
    sku TEXT NOT NULL,
    place INTEGER NOT NULL,
    barcode TEXT NOT NULL,
    producer TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    technique TEXT NOT NULL,
    dye TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    step INTEGER NOT NULL,
    price INTEGER NOT NULL,
    floor INTEGER NOT NULL,
    stock INTEGER NOT NULL,
    size TEXT NOT NULL,
    motif TEXT NOT NULL,
    fabric TEXT NOT NULL,
    variants TEXT NOT NULL,
    dye_detail TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_item PRIMARY KEY (sku)
)
 STRICT
--
INSERT INTO item_0003 (sku, place, barcode, producer, name, name_en, technique, dye, kind, unit, step, price, floor, stock, size, motif, fabric, variants)
SELECT sku, place, barcode, producer, name, name_en, technique, dye, kind, unit, step, price, floor, stock, size, motif, fabric, variants
FROM item
--
DROP TABLE item
--
ALTER TABLE item_0003 RENAME TO item
--
CREATE TABLE producer_0003 (
    fair_id TEXT NOT NULL,
    producer TEXT NOT NULL,
    name TEXT NOT NULL,
    district TEXT NOT NULL,
    village TEXT NOT NULL,
    booth TEXT NOT NULL,
    is_taxable INTEGER NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    npwp TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_producer PRIMARY KEY (fair_id, producer)
)
 STRICT
--
INSERT INTO producer_0003 (fair_id, producer, name, district, village, booth, is_taxable)
SELECT fair_id, producer, name, district, village, booth, is_taxable
FROM producer
--
DROP TABLE producer
--
ALTER TABLE producer_0003 RENAME TO producer
--
CREATE TABLE print_job_0003 (
    place INTEGER NOT NULL,
    job_id TEXT NOT NULL,
    sale TEXT NOT NULL,
    kind TEXT NOT NULL,
    printer TEXT NOT NULL,
    document TEXT NOT NULL,
    state TEXT NOT NULL,
    bytes_sent INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    copy_no INTEGER DEFAULT 0 NOT NULL,
    replaces_id TEXT DEFAULT '' NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    CONSTRAINT pk_print_job PRIMARY KEY (place),
    CONSTRAINT uq_print_job_job_id UNIQUE (job_id)
)
 STRICT
--
INSERT INTO print_job_0003 (place, job_id, sale, kind, printer, document, state, bytes_sent, attempts, reason, made_at)
SELECT place, job_id, sale, kind, printer, document, state, bytes_sent, attempts, reason, made_at
FROM print_job
--
DROP TABLE print_job
--
ALTER TABLE print_job_0003 RENAME TO print_job
--
UPDATE print_job SET kind = 'copy' WHERE kind IN ('original', 'z') AND EXISTS (
    SELECT 1 FROM print_job AS first
    WHERE first.sale = print_job.sale AND first.kind IN ('original', 'z') AND first.place < print_job.place
)
--
UPDATE print_job SET copy_no = (
    SELECT count(*) FROM print_job AS before
    WHERE before.sale = print_job.sale AND before.kind = 'copy' AND before.place <= print_job.place
) WHERE kind = 'copy'
--
CREATE INDEX ix_print_job_sale ON print_job (sale)
--
CREATE INDEX ix_print_job_state ON print_job (state, place)
--
CREATE UNIQUE INDEX uq_print_job_original ON print_job (sale) WHERE kind IN ('original', 'z', 'order')
--
CREATE UNIQUE INDEX uq_print_job_copy ON print_job (sale, copy_no) WHERE kind = 'copy'
--
CREATE TABLE taken_order (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    till_seq INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    number TEXT NOT NULL,
    running INTEGER NOT NULL,
    business_day TEXT NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    customer TEXT NOT NULL,
    phone TEXT NOT NULL,
    due TEXT NOT NULL,
    total INTEGER NOT NULL,
    deposit INTEGER NOT NULL,
    CONSTRAINT pk_taken_order PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_taken_order_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq),
    CONSTRAINT uq_taken_order_fair_id_business_day_running_journal_id UNIQUE (fair_id, business_day, running, journal_id)
)
 STRICT
--
CREATE INDEX ix_taken_order_number ON taken_order (number)
--
CREATE TABLE cancelled_order (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    till_seq INTEGER NOT NULL,
    number TEXT NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    reason TEXT NOT NULL,
    tender TEXT NOT NULL,
    given_back INTEGER NOT NULL,
    CONSTRAINT pk_cancelled_order PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_cancelled_order_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq),
    CONSTRAINT uq_cancelled_order_fair_id_number_journal_id UNIQUE (fair_id, number, journal_id)
)
 STRICT
--
CREATE TRIGGER taken_order_refuses_update BEFORE UPDATE ON taken_order
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER taken_order_refuses_delete BEFORE DELETE ON taken_order
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER cancelled_order_refuses_update BEFORE UPDATE ON cancelled_order
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
--
CREATE TRIGGER cancelled_order_refuses_delete BEFORE DELETE ON cancelled_order
BEGIN
    SELECT RAISE(ABORT, 'facts are only added');
END
