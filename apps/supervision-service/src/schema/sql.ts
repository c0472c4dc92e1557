/** The column types of the tables. Ids are ASCII: a third of the index bytes of utf8mb4, and they compare by bytes. */
export const ID = 'CHAR(36) CHARACTER SET ascii COLLATE ascii_bin';
export const HASH = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
export const CODE = 'VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin';
export const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';
