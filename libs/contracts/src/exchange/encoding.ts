import type { ExportRecord } from './records.js';

/** The one text of a value: members sorted by name, no space. RFC 8785 as long as every number is an integer. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, withSortedMembers);

/**
 * The one encoding of a record as a line, its final `\n` included: members sorted by name, no space, every number an
 * integer, which is RFC 8785 for such data. The sender's resend therefore has the bytes, and the sha256, of the first
 * time. A receiver never needs to encode: it hashes the lines that it was sent.
 */
export function encodeRecord(record: ExportRecord): string {
  return `${canonicalJson(record)}\n`;
}

function withSortedMembers(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  // Compares UTF-16 code units, as RFC 8785 §3.2.3 asks; a locale's order would differ from machine to machine.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One row of a dataset part as a line, its final `\n` included. */
export function encodeRow(row: readonly unknown[]): string {
  return `${JSON.stringify(row)}\n`;
}
