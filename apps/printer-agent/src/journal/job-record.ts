import { type PrintJob, printerWaitingReason, printJob, printJobState } from '@encaisse/contracts';
import { z } from 'zod';

/** A job's state as its agent knows it. WITHDRAWN: the job went to another till before a byte of it had left. */
export const recordState = z.enum([...printJobState.options, 'WITHDRAWN']);
export type RecordState = z.infer<typeof recordState>;

const transition = z.object({
  printJobId: z.uuid(),
  state: recordState,
  reason: printerWaitingReason.nullable(),
  attempt: z.int().positive(),
  /** Grows by one with each transition of the job. */
  sequence: z.int().positive(),
  /** Nothing will follow. */
  final: z.boolean(),
  detail: z.string(),
  at: z.iso.datetime(),
});
export type Transition = z.infer<typeof transition>;

/**
 * The lines of the journal. `finished` is what compaction leaves of a job: enough never to print it again, and to report
 * its end once more. `opened` heads every compacted file.
 */
export const journalEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), version: z.literal(1), interrupted: z.boolean() }),
  z.object({ kind: z.literal('received'), at: z.iso.datetime(), job: printJob }),
  transition.extend({ kind: z.literal('moved') }),
  z.object({ kind: z.literal('acknowledged'), printJobId: z.uuid(), sequence: z.int().positive() }),
  transition.extend({ kind: z.literal('finished'), epoch: z.int().nonnegative(), acknowledged: z.boolean() }),
]);
export type JournalEntry = z.infer<typeof journalEntry>;

export interface JobRecord extends Transition {
  readonly epoch: number;
  /** Absent once compaction has dropped it from a finished job. */
  readonly job: PrintJob | undefined;
  /** Whether register-service has answered the report of this very state. */
  readonly acknowledged: boolean;
}

/** What the journal says, entry after entry. Pure. */
export interface JournalContents {
  readonly records: ReadonlyMap<string, JobRecord>;
  /** The last job that reached the printer broke off: what it left on the paper is cut off before the next one. */
  readonly interrupted: boolean;
}

export function recordAfter(before: JobRecord | undefined, entry: JournalEntry): JobRecord | undefined {
  switch (entry.kind) {
    case 'opened':
      return before;
    case 'received':
      return received(before, entry.job, entry.at);
    case 'moved': {
      const { kind: _, ...moved } = entry;
      return before === undefined
        ? undefined
        : { ...before, ...moved, acknowledged: isRegisterServicesWord(moved.state) };
    }
    case 'acknowledged':
      return before === undefined || before.sequence !== entry.sequence
        ? before
        : { ...before, acknowledged: true };
    case 'finished': {
      const { kind: _, ...finished } = entry;
      return { ...finished, job: undefined };
    }
  }
}

/** What register-service said itself is not reported back to it. */
export const isRegisterServicesWord = (state: RecordState): boolean =>
  state === 'WITHDRAWN' || state === 'EXPIRED';

/**
 * A job that was withdrawn may come back under a later epoch; its numbering goes on, and where this journal is a new one, from what
 * register-service has recorded.
 */
const received = (before: JobRecord | undefined, job: PrintJob, at: string): JobRecord => ({
  printJobId: job.printJobId,
  epoch: job.epoch,
  job,
  state: 'QUEUED',
  reason: null,
  attempt: before?.attempt ?? 1,
  sequence: Math.max(before?.sequence ?? 0, job.sequence) + 1,
  final: false,
  detail: '',
  at,
  acknowledged: true,
});

/** Whether what is on the paper broke off, after this entry. */
export function interruptedAfter(
  interrupted: boolean,
  before: JobRecord | undefined,
  entry: JournalEntry,
): boolean {
  if (entry.kind === 'opened') return entry.interrupted;
  // A drawer's pulse leaves nothing on the paper, and mends nothing of what is there.
  if (entry.kind !== 'moved' || before?.job?.document.kind === 'drawerPulse') return interrupted;
  if (entry.state === 'UNKNOWN')
    return interrupted || before?.state === 'SENDING' || before?.state === 'SENT';
  return entry.state === 'CONFIRMED' || (entry.state === 'SENT' && entry.final) ? false : interrupted;
}

export const entryJobId = (entry: JournalEntry): string | undefined => {
  if (entry.kind === 'opened') return undefined;
  return entry.kind === 'received' ? entry.job.printJobId : entry.printJobId;
};
