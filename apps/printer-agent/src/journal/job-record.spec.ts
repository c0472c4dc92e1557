import fc from 'fast-check';
import { printJob } from '../../spec/print-jobs.js';
import type { JournalEntry, RecordState } from './job-record.js';
import { parseJournal } from './journal-file.js';
import { compacted, replay } from './print-journal.js';

const NOW = new Date('2026-11-24T08:00:00.000Z');
const JOBS = Array.from({ length: 4 }, () => printJob());

/** A life of a few jobs as the agent writes it: steps forward, waits, ends, answers. */
const lives = fc.array(
  fc.record({
    job: fc.nat(JOBS.length - 1),
    step: fc.constantFrom<RecordState | 'RECEIVED' | 'ANSWERED'>(
      'RECEIVED',
      'CHECKED',
      'WAITING',
      'SENDING',
      'SENT',
      'CONFIRMED',
      'UNKNOWN',
      'UNSUPPORTED',
      'EXPIRED',
      'WITHDRAWN',
      'ANSWERED',
    ),
  }),
  { maxLength: 60 },
);

function entriesOf(
  life: readonly { job: number; step: RecordState | 'RECEIVED' | 'ANSWERED' }[],
): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (const { job: index, step } of life) {
    const job = JOBS[index];
    if (job === undefined) continue;
    const { printJobId } = job;
    const before = replay(entries).records.get(printJobId);
    if (step === 'RECEIVED') {
      if (before === undefined || before.state === 'WITHDRAWN') {
        entries.push({ kind: 'received', at: NOW.toISOString(), job });
      }
    } else if (step === 'ANSWERED') {
      if (before?.final) entries.push({ kind: 'acknowledged', printJobId, sequence: before.sequence });
    } else if (before !== undefined && !before.final) {
      entries.push({
        kind: 'moved',
        printJobId,
        state: step,
        reason: step === 'WAITING' ? 'OFFLINE' : null,
        attempt: before.attempt,
        sequence: before.sequence + 1,
        final: !['WAITING', 'CHECKED', 'SENDING', 'SENT', 'QUEUED'].includes(step),
        detail: '',
        at: NOW.toISOString(),
      });
    }
  }
  return entries;
}

test('a compacted journal says the same as the long one, but for the documents of finished jobs', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const long = replay(entriesOf(life));
      const short = replay(compacted(long, NOW));
      expect(short.interrupted).toBe(long.interrupted);
      expect([...short.records.values()]).toEqual(
        [...long.records.values()].map((record) => (record.final ? { ...record, job: undefined } : record)),
      );
    }),
  );
});

test('compacting twice changes nothing more', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const once = compacted(replay(entriesOf(life)), NOW);
      expect(compacted(replay(once), NOW)).toEqual(once);
    }),
  );
});

test('every entry is read back as it was written', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const entries = [...entriesOf(life), ...compacted(replay(entriesOf(life)), NOW)];
      const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      expect(parseJournal(text)).toEqual({ entries, damagedLines: 0 });
    }),
    { numRuns: 50 },
  );
});
