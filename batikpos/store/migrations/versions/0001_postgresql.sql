CREATE TABLE booth (
    fair_id TEXT NOT NULL,
    booth TEXT NOT NULL,
    CONSTRAINT pk_booth PRIMARY KEY (fair_id, booth)
)
--
CREATE TABLE fact (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT pk_fact PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT ck_fact_numbered CHECK (seq > 0)
)
--
CREATE TABLE fair (
    fair_id TEXT NOT NULL,
    name TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    CONSTRAINT pk_fair PRIMARY KEY (fair_id)
)
--
CREATE TABLE item (
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
    price BIGINT NOT NULL,
    floor BIGINT NOT NULL,
    stock INTEGER NOT NULL,
    size TEXT NOT NULL,
    motif TEXT NOT NULL,
    fabric TEXT NOT NULL,
    variants TEXT NOT NULL,
    CONSTRAINT pk_item PRIMARY KEY (sku)
)
--
CREATE TABLE journal (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    booth TEXT NOT NULL,
    device INTEGER NOT NULL,
    mark INTEGER NOT NULL,
    head BYTEA NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (fair_id, journal_id)
)
--
CREATE TABLE person (
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    pin_hash TEXT NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (name)
)
--
CREATE TABLE print_job (
    place SERIAL NOT NULL,
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
    CONSTRAINT pk_print_job PRIMARY KEY (place),
    CONSTRAINT uq_print_job_job_id UNIQUE (job_id)
)
--
CREATE INDEX ix_print_job_sale ON print_job (sale)
--
CREATE INDEX ix_print_job_state ON print_job (state, place)
--
CREATE TABLE producer (
    fair_id TEXT NOT NULL,
    producer TEXT NOT NULL,
    name TEXT NOT NULL,
    district TEXT NOT NULL,
    village TEXT NOT NULL,
    booth TEXT NOT NULL,
    is_taxable INTEGER NOT NULL,
    CONSTRAINT pk_producer PRIMARY KEY (fair_id, producer)
)
--
CREATE TABLE quarantine (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash BYTEA NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_quarantine PRIMARY KEY (fair_id, journal_id, seq, hash)
)
--
CREATE TABLE cash_move (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    till_seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_cash_move PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_cash_move_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
--
CREATE TABLE sale (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    till_seq INTEGER NOT NULL,
    sale_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    running INTEGER NOT NULL,
    business_day TEXT NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    approver TEXT NOT NULL,
    reverses TEXT NOT NULL,
    reason TEXT NOT NULL,
    language TEXT NOT NULL,
    content TEXT NOT NULL,
    gross BIGINT NOT NULL,
    discount BIGINT NOT NULL,
    rounding BIGINT NOT NULL,
    total BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    change BIGINT NOT NULL,
    CONSTRAINT pk_sale PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_sale_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq),
    CONSTRAINT uq_sale_fair_id_sale_id_journal_id UNIQUE (fair_id, sale_id, journal_id),
    CONSTRAINT uq_sale_fair_id_business_day_running_journal_id UNIQUE (fair_id, business_day, running, journal_id),
    CONSTRAINT ck_sale_total CHECK (total = gross - discount + rounding),
    CONSTRAINT ck_sale_paid CHECK (paid = total + change)
)
--
CREATE INDEX ix_sale_number ON sale (number)
--
CREATE INDEX ix_sale_reverses ON sale (reverses)
--
CREATE TABLE till_close (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    till_seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    number TEXT NOT NULL,
    counts TEXT NOT NULL,
    counted BIGINT NOT NULL,
    expected BIGINT NOT NULL,
    CONSTRAINT pk_till_close PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_till_close_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
--
CREATE TABLE till_open (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    business_day TEXT NOT NULL,
    at TEXT NOT NULL,
    cashier TEXT NOT NULL,
    float BIGINT NOT NULL,
    CONSTRAINT pk_till_open PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_till_open_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
--
CREATE TABLE unread (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_unread PRIMARY KEY (fair_id, journal_id, seq),
    CONSTRAINT fk_unread_fact FOREIGN KEY(fair_id, journal_id, seq) REFERENCES fact (fair_id, journal_id, seq)
)
--
CREATE TABLE sale_line (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    producer TEXT NOT NULL,
    producer_name TEXT NOT NULL,
    technique TEXT NOT NULL,
    dye TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    size INTEGER NOT NULL,
    unit_price BIGINT NOT NULL,
    agreed BIGINT,
    gross BIGINT NOT NULL,
    discount BIGINT NOT NULL,
    net BIGINT NOT NULL,
    given_back INTEGER NOT NULL,
    CONSTRAINT pk_sale_line PRIMARY KEY (fair_id, journal_id, seq, n),
    CONSTRAINT fk_sale_line_sale FOREIGN KEY(fair_id, journal_id, seq) REFERENCES sale (fair_id, journal_id, seq),
    CONSTRAINT ck_sale_line_net CHECK (net = gross - discount)
)
--
CREATE INDEX ix_sale_line_sku ON sale_line (sku, size)
--
CREATE TABLE tender (
    fair_id TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT pk_tender PRIMARY KEY (fair_id, journal_id, seq, n),
    CONSTRAINT fk_tender_sale FOREIGN KEY(fair_id, journal_id, seq) REFERENCES sale (fair_id, journal_id, seq)
)
--
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'facts are only added: % on %', TG_OP, TG_TABLE_NAME;
END
$$
--
CREATE TRIGGER fact_refuses_change BEFORE UPDATE OR DELETE ON fact
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER fact_refuses_truncate BEFORE TRUNCATE ON fact
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER quarantine_refuses_change BEFORE UPDATE OR DELETE ON quarantine
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER quarantine_refuses_truncate BEFORE TRUNCATE ON quarantine
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER till_open_refuses_change BEFORE UPDATE OR DELETE ON till_open
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER till_open_refuses_truncate BEFORE TRUNCATE ON till_open
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER cash_move_refuses_change BEFORE UPDATE OR DELETE ON cash_move
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER cash_move_refuses_truncate BEFORE TRUNCATE ON cash_move
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER till_close_refuses_change BEFORE UPDATE OR DELETE ON till_close
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER till_close_refuses_truncate BEFORE TRUNCATE ON till_close
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER sale_refuses_change BEFORE UPDATE OR DELETE ON sale
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER sale_refuses_truncate BEFORE TRUNCATE ON sale
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER sale_line_refuses_change BEFORE UPDATE OR DELETE ON sale_line
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER sale_line_refuses_truncate BEFORE TRUNCATE ON sale_line
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER tender_refuses_change BEFORE UPDATE OR DELETE ON tender
FOR EACH ROW EXECUTE FUNCTION refuse_change()
--
CREATE TRIGGER tender_refuses_truncate BEFORE TRUNCATE ON tender
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
