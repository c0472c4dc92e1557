/**
 * Behind a table whose rows are asked for by many primary keys at once. Where other keys begin with the store, too, MariaDB weighs
 * each of them for every row asked for, in a time that grows with the square of their number: for 500 rows a second.
 */
export const BY_KEY = 'FORCE INDEX (PRIMARY)';
