import { createHash, type Hash } from 'node:crypto';
import {
  differencesBetween,
  type ExportedZ,
  type ExportRecord,
  exportRecord,
  type SessionManifest,
  type SessionTotals,
  sumRecords,
  type TotalsDifference,
} from '@encaisse/contracts';
import { RecordInspection } from './record-inspection.js';

/** As many as a person would read; a session that is wrong throughout has thousands. */
const DIFFERENCES_MAX = 100;

export interface SessionVerdict {
  /** SHA-256 of what was received. */
  readonly sha256: string;
  /** Summed from the records. */
  readonly totals: SessionTotals;
  /** Where the records, the manifest and the Z do not agree; empty when the session can be acknowledged. */
  readonly differences: readonly TotalsDifference[];
}

/** Recomputes a session from its chunks, reading each once, and compares it with what was announced and with its Z. */
export function verifySession(announced: SessionManifest, chunks: Iterable<string>): SessionVerdict {
  const hash = createHash('sha256');
  const inspection = new RecordInspection(announced);
  let z: ExportedZ | undefined;
  function* inspected(): Generator<ExportRecord> {
    for (const record of recordsOf(chunks, hash)) {
      inspection.see(record);
      if (record.type === 'z') z = record;
      yield record;
    }
  }
  const totals = sumRecords(inspected());
  const sha256 = hash.digest('hex');
  inspection.end();
  inspection.expect('sha256', announced.sha256, sha256);
  if (z !== undefined) {
    inspection.expect('z.firstTicketNumber', z.firstTicketNumber, inspection.firstTicketNumber);
    inspection.expect('z.lastTicketNumber', z.lastTicketNumber, inspection.lastTicketNumber);
  }
  const differences = [
    ...differencesBetween(announced.totals, totals),
    ...(z === undefined ? [] : differencesBetween(z.totals, totals).map(ofZ)),
    ...inspection.differences,
  ];
  return { sha256, totals, differences: differences.slice(0, DIFFERENCES_MAX) };
}

const ofZ = (difference: TotalsDifference): TotalsDifference => ({
  ...difference,
  path: `z.${difference.path}`,
});

/** The records of the chunks in order; each chunk's bytes go into the hash on the way. */
function* recordsOf(chunks: Iterable<string>, hash: Hash): Generator<ExportRecord> {
  for (const body of chunks) {
    hash.update(body);
    for (const line of body.split('\n')) {
      if (line !== '') yield exportRecord.parse(JSON.parse(line));
    }
  }
}
