import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrinterWaitingReason, PrintJob } from '@encaisse/contracts';
import {
  entryJobId,
  interruptedAfter,
  type JobRecord,
  type JournalEntry,
  type RecordState,
  recordAfter,
} from './job-record.js';
import { type JournalFile, keepDamaged, readJournal, replaceJournal } from './journal-file.js';

/** How long a finished job is remembered. An older job is not printed without a person's word, see `isTooOld`. */
const REMEMBERED_MS = 30 * 24 * 3_600_000;
const COMPACT_ABOVE_BYTES = 8 * 1024 * 1024;
const FILE_NAME = 'print-journal.jsonl';

export interface JournalOptions {
  readonly clock: () => Date;
  /** Size above which `tidy` rewrites the file; 8 MiB when absent. */
  readonly compactAboveBytes?: number;
}

export interface Move {
  readonly state: RecordState;
  readonly reason?: PrinterWaitingReason;
  readonly detail?: string;
  /** Only SENT needs to say it: with a printer that answers no status it is the end. */
  readonly final?: boolean;
}

/**
 * Every job of this till and how far it came, on the till's own disk. A transition is durable before the call that made it
 * returns; that is what keeps an original from being printed twice.
 */
export class PrintJournal {
  readonly #path: string;
  readonly #clock: () => Date;
  readonly #compactAboveBytes: number;
  #file: JournalFile;
  #records: Map<string, JobRecord>;
  #interrupted: boolean;
  #tail: Promise<unknown> = Promise.resolve();
  /** What opening it found, for the log. */
  readonly findings: readonly string[];

  private constructor(path: string, options: JournalOptions, file: JournalFile, replayed: Replayed) {
    this.#path = path;
    this.#clock = options.clock;
    this.#compactAboveBytes = options.compactAboveBytes ?? COMPACT_ABOVE_BYTES;
    this.#file = file;
    this.#records = replayed.records;
    this.#interrupted = replayed.interrupted;
    this.findings = replayed.findings;
  }

  /** Reads what the folder holds, compacts it, and declares UNKNOWN whatever was at the printer when the process ended. */
  static async open(folder: string, options: JournalOptions): Promise<PrintJournal> {
    const { clock } = options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, FILE_NAME);
    const { entries, damagedLines } = await readJournal(path);
    const findings =
      damagedLines === 0
        ? []
        : [`${damagedLines} unreadable lines, kept in ${await keepDamaged(path, clock())}`];
    const kept = compacted(replay(entries), clock());
    const file = await replaceJournal(path, kept);
    const journal = new PrintJournal(path, options, file, { ...replay(kept), findings });
    await journal.#settleBrokenOff();
    return journal;
  }

  /** Jobs that have an end to reach, in the order in which they came. */
  get unfinished(): readonly JobRecord[] {
    return [...this.#records.values()].filter(({ final }) => !final);
  }
  /** States whose report register-service has not answered, as far as the journal knows. */
  get unacknowledged(): readonly JobRecord[] {
    return [...this.#records.values()].filter(({ acknowledged }) => !acknowledged);
  }
  get interrupted(): boolean {
    return this.#interrupted;
  }
  get(printJobId: string): JobRecord | undefined {
    return this.#records.get(printJobId);
  }

  /** A job so old that the journal may have forgotten having printed it. */
  isTooOld(createdAt: string): boolean {
    return this.#clock().getTime() - Date.parse(createdAt) > REMEMBERED_MS;
  }

  async receive(job: PrintJob): Promise<JobRecord> {
    return this.#append(job.printJobId, () => ({ kind: 'received', at: this.#now(), job }));
  }

  async move(printJobId: string, move: Move): Promise<JobRecord> {
    return this.#append(printJobId, (before) => {
      if (before === undefined || before.final) throw new Error(`${printJobId} has no next state`);
      const isNewAttempt = before.state === 'WAITING' && move.state === 'CHECKED';
      return {
        kind: 'moved',
        printJobId,
        state: move.state,
        reason: move.reason ?? null,
        attempt: before.attempt + (isNewAttempt ? 1 : 0),
        sequence: before.sequence + 1,
        final: move.final ?? isEnd(move.state),
        detail: (move.detail ?? '').slice(0, 300),
        at: this.#now(),
      };
    });
  }

  /** Register-service has answered the report of a job's end. Other answers need no memory: a restart reports the state again. */
  async acknowledge(printJobId: string, sequence: number): Promise<void> {
    const record = this.#records.get(printJobId);
    if (record === undefined || !record.final || record.sequence !== sequence) return;
    await this.#append(printJobId, () => ({ kind: 'acknowledged', printJobId, sequence }));
  }

  /** Shrinks the file when it has grown; to be called when nothing is being printed. */
  async tidy(): Promise<void> {
    await this.#alone(async () => {
      if (this.#file.bytes < this.#compactAboveBytes) return;
      const entries = compacted({ records: this.#records, interrupted: this.#interrupted }, this.#clock());
      const replaced = await replaceJournal(this.#path, entries);
      await this.#file.close();
      this.#file = replaced;
      this.#records = replay(entries).records;
    });
  }

  async close(): Promise<void> {
    await this.#alone(() => this.#file.close());
  }

  async #settleBrokenOff(): Promise<void> {
    for (const { printJobId, state } of this.unfinished) {
      if (state !== 'SENDING' && state !== 'SENT') continue;
      await this.move(printJobId, { state: 'UNKNOWN', detail: 'the agent stopped while this was printing' });
    }
  }

  async #append(
    printJobId: string,
    entryOf: (before: JobRecord | undefined) => JournalEntry,
  ): Promise<JobRecord> {
    return this.#alone(async () => {
      const before = this.#records.get(printJobId);
      const entry = entryOf(before);
      await this.#file.append(entry);
      const after = recordAfter(before, entry);
      if (after === undefined) throw new Error(`an entry about ${printJobId}, which was never received`);
      this.#records.set(printJobId, after);
      this.#interrupted = interruptedAfter(this.#interrupted, before, entry);
      return after;
    });
  }

  /** One write at a time, in the order of the calls. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work, work);
    this.#tail = turn;
    return turn;
  }

  #now(): string {
    return this.#clock().toISOString();
  }
}

interface Contents {
  readonly records: Map<string, JobRecord>;
  readonly interrupted: boolean;
}
interface Replayed extends Contents {
  readonly findings: readonly string[];
}

const ENDS: ReadonlySet<RecordState> = new Set([
  'CONFIRMED',
  'UNKNOWN',
  'UNSUPPORTED',
  'EXPIRED',
  'WITHDRAWN',
]);
const isEnd = (state: RecordState): boolean => ENDS.has(state);

export function replay(entries: readonly JournalEntry[]): Contents {
  const records = new Map<string, JobRecord>();
  let interrupted = false;
  for (const entry of entries) {
    const printJobId = entryJobId(entry);
    const before = printJobId === undefined ? undefined : records.get(printJobId);
    interrupted = interruptedAfter(interrupted, before, entry);
    const after = recordAfter(before, entry);
    if (printJobId !== undefined && after !== undefined) records.set(printJobId, after);
  }
  return { records, interrupted };
}

/** The shortest journal that says the same, without finished jobs that are too old to come back. */
export function compacted({ records, interrupted }: Contents, now: Date): readonly JournalEntry[] {
  const oldest = now.getTime() - REMEMBERED_MS;
  const kept = [...records.values()].filter(
    ({ final, acknowledged, at }) => !final || !acknowledged || Date.parse(at) >= oldest,
  );
  return [{ kind: 'opened', version: 1, interrupted }, ...kept.flatMap(entriesOf)];
}

function entriesOf({ job, epoch, acknowledged, ...transition }: JobRecord): readonly JournalEntry[] {
  if (transition.final) return [{ kind: 'finished', ...transition, epoch, acknowledged }];
  if (job === undefined) throw new Error(`${transition.printJobId} is unfinished and has no document`);
  return [
    { kind: 'received', at: transition.at, job },
    { kind: 'moved', ...transition },
    ...(acknowledged
      ? [
          {
            kind: 'acknowledged',
            printJobId: transition.printJobId,
            sequence: transition.sequence,
          } as const,
        ]
      : []),
  ];
}
