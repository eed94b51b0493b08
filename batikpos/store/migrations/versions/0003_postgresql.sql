ALTER TABLE item ADD COLUMN dye_detail TEXT DEFAULT '' NOT NULL
--
ALTER TABLE producer ADD COLUMN address TEXT DEFAULT '' NOT NULL
--
ALTER TABLE producer ADD COLUMN npwp TEXT DEFAULT '' NOT NULL
--
ALTER TABLE print_job ADD COLUMN copy_no INTEGER DEFAULT 0 NOT NULL
--
ALTER TABLE print_job ADD COLUMN replaces_id TEXT DEFAULT '' NOT NULL
--
ALTER TABLE print_job ADD COLUMN started_at TEXT
--
ALTER TABLE print_job ADD COLUMN ended_at TEXT
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
    total BIGINT NOT NULL,
    deposit BIGINT NOT NULL,
    CONSTRAINT pk_taken_order PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_taken_order_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq),
    CONSTRAINT uq_taken_order_fair_id_business_day_running_journal_id UNIQUE (fair_id, business_day, running, journal_id)
)
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
    given_back BIGINT NOT NULL,
    CONSTRAINT pk_cancelled_order PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_cancelled_order_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq),
    CONSTRAINT uq_cancelled_order_fair_id_number_journal_id UNIQUE (fair_id, number, journal_id)
)
--
CREATE TRIGGER taken_order_refuses_change BEFORE UPDATE OR DELETE ON taken_order
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER taken_order_refuses_truncate BEFORE TRUNCATE ON taken_order
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER cancelled_order_refuses_change BEFORE UPDATE OR DELETE ON cancelled_order
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER cancelled_order_refuses_truncate BEFORE TRUNCATE ON cancelled_order
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
