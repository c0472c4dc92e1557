/** A page of an answer: half of what a NATS message takes by default, so that what stands around it fits as well. */
export const PAGE_BYTES_MAX = 512 * 1024;

/** The first rows, as many as `PAGE_BYTES_MAX` allow and at least one: whoever asks goes on behind the last of them. */
export function fitting<T>(rows: readonly T[]): T[] {
  const fit: T[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > PAGE_BYTES_MAX && fit.length > 0) break;
    fit.push(row);
  }
  return fit;
}
