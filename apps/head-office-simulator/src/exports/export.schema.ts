/** Key under which the file of what stores have sent is injected. */
export const EXPORT_DATABASE = Symbol('export database');

/** Schema of `exports.db`: what this head office received. One step per version, never edited. */
export const EXPORT_SCHEMA: readonly string[] = [
  `
  CREATE TABLE exports (
    export_id TEXT PRIMARY KEY, store_code TEXT NOT NULL, register_number INTEGER NOT NULL,
    manifest_sha256 TEXT NOT NULL, announced_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE announced_sessions (
    export_id TEXT NOT NULL REFERENCES exports, session_ref TEXT NOT NULL, position INTEGER NOT NULL,
    manifest TEXT NOT NULL, refusal TEXT,
    PRIMARY KEY (export_id, session_ref)
  ) STRICT, WITHOUT ROWID;
  -- What has come of a session that is not decided yet.
  CREATE TABLE received_chunks (
    export_id TEXT NOT NULL, session_ref TEXT NOT NULL, chunk_index INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (export_id, session_ref, chunk_index),
    FOREIGN KEY (export_id, session_ref) REFERENCES announced_sessions
  ) STRICT;
  -- What was decided on, acknowledged (problem is null) or refused: kept as it came.
  CREATE TABLE contents (
    content_id INTEGER PRIMARY KEY AUTOINCREMENT, export_id TEXT NOT NULL, session_key TEXT NOT NULL,
    sha256 TEXT NOT NULL, problem TEXT, received_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX contents_by_session ON contents (session_key, sha256);
  CREATE TABLE content_chunks (
    content_id INTEGER NOT NULL REFERENCES contents, chunk_index INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (content_id, chunk_index)
  ) STRICT;
  CREATE TABLE acknowledgements (
    store_code TEXT NOT NULL, incarnation TEXT NOT NULL, register_number INTEGER NOT NULL,
    epoch INTEGER NOT NULL, number INTEGER NOT NULL,
    session_id TEXT NOT NULL, business_date TEXT NOT NULL, records INTEGER NOT NULL, sha256 TEXT NOT NULL,
    totals TEXT NOT NULL, content_id INTEGER NOT NULL REFERENCES contents,
    acknowledgement_id TEXT NOT NULL UNIQUE, acknowledged_at TEXT NOT NULL,
    PRIMARY KEY (store_code, register_number, incarnation, epoch, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER acknowledgements_stay BEFORE UPDATE ON acknowledgements
    BEGIN SELECT raise(ABORT, 'an acknowledgement is given once'); END;
  CREATE TRIGGER acknowledgements_remain BEFORE DELETE ON acknowledgements
    BEGIN SELECT raise(ABORT, 'an acknowledgement is given once'); END
  `,
  `
  -- Refused contents that two people had taken into the books apart.
  CREATE TABLE acceptances (
    session_key TEXT NOT NULL UNIQUE, content_id INTEGER NOT NULL REFERENCES contents, acceptance TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER acceptances_stay BEFORE UPDATE ON acceptances
    BEGIN SELECT raise(ABORT, 'an acceptance is given once'); END;
  CREATE TRIGGER acceptances_remain BEFORE DELETE ON acceptances
    BEGIN SELECT raise(ABORT, 'an acceptance is given once'); END
  `,
];
