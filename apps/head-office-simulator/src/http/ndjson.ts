/** One JSON value per line, each line ending with \n. */
export const NDJSON = 'application/x-ndjson';
