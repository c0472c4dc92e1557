/** The column types of the tables, as SQL; `kernel/columns.ts` says the same to TypeORM and a test compares the two. */
export const ID = 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
export const HASH = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
export const CODE = 'VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin';
export const CORRELATION_ID = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
export const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
