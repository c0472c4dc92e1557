import type { MigrationInterface, QueryRunner } from 'typeorm';

const ID = 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
const CODE = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin NOT NULL`;
const SHA256 = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';

const TABLES = [
  // wake_at: when a worker must look at the job next; NULL once there is nothing left to do.
  // progress_at: since when head office has been silent. outcome: decided, though perhaps not yet told to the register.
  `sync_jobs (
    job_id ${ID} PRIMARY KEY, kind ${CODE(8)}, state ${CODE(24)},
    store_id ${ID}, store_code ${CODE(16)}, register_id ${ID}, register_number SMALLINT UNSIGNED NOT NULL,
    till_id ${ID}, requested_by VARCHAR(80) NOT NULL, correlation_id VARCHAR(64) NOT NULL,
    created_at DATETIME(3) NOT NULL, started_at DATETIME(3) NULL, finished_at DATETIME(3) NULL,
    wake_at DATETIME(3) NULL, attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0, progress_at DATETIME(3) NULL,
    lease_epoch INT UNSIGNED NOT NULL DEFAULT 0, lease_until DATETIME(3) NULL,
    outcome VARCHAR(16) NULL, dataset_id INT UNSIGNED NULL, dataset_version BIGINT UNSIGNED NULL,
    failure_code VARCHAR(64) NULL, failure_facts JSON NULL,
    unanswered_at DATETIME(3) NULL, unanswered_told_at DATETIME(3) NULL,
    rows_per_second INT UNSIGNED NOT NULL DEFAULT 0,
    KEY due (wake_at), KEY of_store (store_id, created_at, job_id), KEY of_register (register_id, created_at, job_id))`,
  `sync_job_parts (
    job_id ${ID}, name ${CODE(40)}, position SMALLINT UNSIGNED NOT NULL, part_version CHAR(64) CHARACTER SET ascii NULL,
    row_count INT UNSIGNED NOT NULL, total_rows INT UNSIGNED NULL, rejected_count INT UNSIGNED NOT NULL,
    reused BOOLEAN NOT NULL, PRIMARY KEY (job_id, name))`,
  // owner: the sha256 of a part, whose bad rows are the same for every job that uses it, or the id of the job whose
  // parts do not fit together.
  `sync_rejects (
    owner ${CODE(64)}, part_name ${CODE(32)}, line_number INT UNSIGNED NOT NULL, reason ${CODE(32)},
    detail VARCHAR(300) NULL, content VARCHAR(500) NOT NULL, PRIMARY KEY (owner, part_name, line_number, reason))`,
  `sync_export_sessions (
    job_id ${ID}, position SMALLINT UNSIGNED NOT NULL, session_id ${ID}, incarnation ${ID},
    epoch INT UNSIGNED NOT NULL, number INT UNSIGNED NOT NULL, business_date DATE NOT NULL,
    record_count INT UNSIGNED NOT NULL, chunk_count INT UNSIGNED NOT NULL, sha256 ${SHA256}, totals JSON NOT NULL,
    acknowledgement_id CHAR(36) CHARACTER SET ascii NULL, acknowledged_at DATETIME(3) NULL, told_at DATETIME(3) NULL,
    PRIMARY KEY (job_id, position))`,
];

/** The jobs of this service; the SQL row is the job, everything else only wakes or shows it. */
export class SyncJobs1795478500000 implements MigrationInterface {
  readonly name = 'SyncJobs1795478500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(
        `CREATE TABLE ${table} ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}
