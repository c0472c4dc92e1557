import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DRAWER_PULSE } from '@encaisse/contracts';
import fc from 'fast-check';
import { numberedJobs, printJob } from '../../spec/print-jobs.js';
import { type Move, PrintJournal } from './print-journal.js';

const START = new Date('2026-11-24T08:00:00.000Z');
const clock = () => START;
const daysLater = (days: number) => () => new Date(START.getTime() + days * 86_400_000);

let folder: string;
const file = () => join(folder, 'print-journal.jsonl');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(async () => rm(folder, { recursive: true }));

const restart = async (journal: PrintJournal, at = clock): Promise<PrintJournal> => {
  await journal.close();
  return PrintJournal.open(folder, { clock: at });
};
const printed: readonly Move[] = [
  { state: 'CHECKED' },
  { state: 'SENDING' },
  { state: 'SENT' },
  { state: 'CONFIRMED' },
];

test('a job is found again after a restart, with its document, until it is finished', async () => {
  let journal = await PrintJournal.open(folder, { clock });
  const job = printJob();
  await journal.receive(job);
  await journal.move(job.printJobId, { state: 'WAITING', reason: 'PAPER_OUT', detail: 'x' });
  journal = await restart(journal);
  expect(journal.unfinished).toMatchObject([{ job, state: 'WAITING', reason: 'PAPER_OUT', sequence: 2 }]);
  for (const move of printed) await journal.move(job.printJobId, move);
  journal = await restart(journal);
  expect(journal.unfinished).toEqual([]);
  expect(journal.get(job.printJobId)).toMatchObject({ state: 'CONFIRMED', sequence: 6, job: undefined });
  await journal.close();
});

test.each([
  ['SENDING', 2],
  ['SENT', 3],
])('a job that the process left %s is unknown after a restart', async (_, moves) => {
  let journal = await PrintJournal.open(folder, { clock });
  const job = printJob();
  await journal.receive(job);
  for (const move of printed.slice(0, moves)) await journal.move(job.printJobId, move);
  journal = await restart(journal);
  expect(journal.get(job.printJobId)).toMatchObject({ state: 'UNKNOWN', final: true, acknowledged: false });
  expect(journal.interrupted).toBe(true);
  journal = await restart(journal);
  expect(journal.get(job.printJobId)).toMatchObject({ state: 'UNKNOWN', sequence: moves + 2 });
  expect(journal.interrupted).toBe(true);
  await journal.close();
});

test('SENT is the end of a job where the printer says no more', async () => {
  let journal = await PrintJournal.open(folder, { clock });
  const job = printJob();
  await journal.receive(job);
  for (const move of printed.slice(0, 2)) await journal.move(job.printJobId, move);
  await journal.move(job.printJobId, { state: 'SENT', final: true });
  journal = await restart(journal);
  expect(journal.get(job.printJobId)).toMatchObject({ state: 'SENT', final: true });
  expect(journal.interrupted).toBe(false);
  await journal.close();
});

test('a finished job has no next state', async () => {
  const journal = await PrintJournal.open(folder, { clock });
  const job = printJob();
  await journal.receive(job);
  for (const move of printed) await journal.move(job.printJobId, move);
  await expect(journal.move(job.printJobId, { state: 'SENDING' })).rejects.toThrow('no next state');
  await journal.close();
});

test('whatever part of the last line was written, everything before it is read back', async () => {
  let journal = await PrintJournal.open(folder, { clock });
  const jobs = numberedJobs(2);
  for (const job of jobs) await journal.receive(job);
  const before = (await stat(file())).size;
  await journal.move(jobs[1]?.printJobId ?? '', { state: 'CHECKED' });
  const whole = await readFile(file());
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: before, max: whole.length }), async (length) => {
      await journal.close();
      await writeFile(file(), whole);
      await truncate(file(), length);
      journal = await PrintJournal.open(folder, { clock });
      // The line break alone may be missing: the entry is whole then.
      const expected = length >= whole.length - 1 ? 'CHECKED' : 'QUEUED';
      expect(journal.unfinished.map(({ state }) => state)).toEqual(['QUEUED', expected]);
      expect(journal.findings).toHaveLength(length > before && length < whole.length - 1 ? 1 : 0);
    }),
    { numRuns: 60 },
  );
  await journal.close();
});

test('a damaged line is told, kept aside and skipped, wherever it stands', async () => {
  let journal = await PrintJournal.open(folder, { clock });
  const [first, second] = numberedJobs(2);
  await journal.receive(first ?? printJob());
  await journal.close();
  await appendFile(file(), '{"kind":"moved"\nnot json\n');
  journal = await PrintJournal.open(folder, { clock });
  expect(journal.findings).toEqual([expect.stringMatching(/^2 unreadable lines, kept in .*\.damaged-/u)]);
  await journal.receive(second ?? printJob());
  expect(journal.unfinished.map(({ job }) => job)).toEqual([first, second]);
  expect(await readdir(folder)).toHaveLength(2);
  await journal.close();
});

test('an unacknowledged end stays, an acknowledged one is forgotten after a month, and old jobs are known to be old', async () => {
  let journal = await PrintJournal.open(folder, { clock });
  const [told, untold] = numberedJobs(2);
  for (const job of [told, untold]) {
    await journal.receive(job ?? printJob());
    for (const move of printed) await journal.move(job?.printJobId ?? '', move);
  }
  await journal.acknowledge(told?.printJobId ?? '', 5);
  await journal.acknowledge(untold?.printJobId ?? '', 4);
  journal = await restart(journal, daysLater(29));
  expect(journal.get(told?.printJobId ?? '')).toMatchObject({ acknowledged: true });
  journal = await restart(journal, daysLater(31));
  expect(journal.get(told?.printJobId ?? '')).toBeUndefined();
  expect(journal.unacknowledged.map(({ printJobId }) => printJobId)).toEqual([untold?.printJobId]);
  expect(journal.isTooOld(START.toISOString())).toBe(true);
  expect(journal.isTooOld(daysLater(30)().toISOString())).toBe(false);
  await journal.close();
});

test('a journal that has grown is shortened while it is open, and says the same', async () => {
  let journal = await PrintJournal.open(folder, { clock, compactAboveBytes: 10_000 });
  const [waiting, ...others] = numberedJobs(6);
  if (waiting === undefined) throw new Error('no job');
  await journal.receive(waiting);
  await journal.tidy();
  const small = (await stat(file())).size;
  for (const job of others) {
    await journal.receive(job);
    for (const move of printed) await journal.move(job.printJobId, move);
  }
  expect((await stat(file())).size).toBeGreaterThan(10_000);
  await journal.tidy();
  expect((await stat(file())).size).toBeLessThan(2 * small);
  await journal.move(waiting.printJobId, { state: 'WAITING', reason: 'OFFLINE' });
  journal = await restart(journal);
  expect(journal.unfinished).toMatchObject([{ job: waiting, state: 'WAITING' }]);
  for (const job of others) expect(journal.get(job.printJobId)).toMatchObject({ state: 'CONFIRMED' });
  await journal.close();
});

test('a job that was withdrawn is nothing to report after a restart', async () => {
  let journal = await PrintJournal.open(folder, { clock });
  const job = printJob();
  await journal.receive(job);
  await journal.move(job.printJobId, { state: 'WITHDRAWN' });
  journal = await restart(journal);
  expect(journal.unacknowledged).toEqual([]);
  await journal.close();
});

test('a drawer pulse neither interrupts what is on the paper nor mends it', async () => {
  const journal = await PrintJournal.open(folder, { clock });
  const [first, broken] = [printJob({}, DRAWER_PULSE), printJob()];
  await journal.receive(first);
  for (const move of printed.slice(0, 2)) await journal.move(first.printJobId, move);
  await journal.move(first.printJobId, { state: 'UNKNOWN' });
  expect(journal.interrupted).toBe(false);
  await journal.receive(broken);
  for (const move of printed.slice(0, 2)) await journal.move(broken.printJobId, move);
  await journal.move(broken.printJobId, { state: 'UNKNOWN' });
  const second = printJob({}, DRAWER_PULSE);
  await journal.receive(second);
  for (const move of printed) await journal.move(second.printJobId, move);
  expect(journal.interrupted).toBe(true);
  await journal.close();
});
