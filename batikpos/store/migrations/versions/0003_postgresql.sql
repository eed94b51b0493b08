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
CREATE UNIQUE INDEX uq_print_job_original ON print_job (sale) WHERE kind IN ('original', 'z')
--
CREATE UNIQUE INDEX uq_print_job_copy ON print_job (sale, copy_no) WHERE kind = 'copy'
