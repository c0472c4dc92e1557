import {
  type EventRecord,
  eventRecord,
  readRegisterEvent,
  readStoreEvent,
  type StoreEvent,
  type StreamEvent,
  type StreamKind,
} from '@encaisse/contracts';
import type { RegisterEvent } from '@encaisse/register-domain';

type Written = Pick<StreamEvent, 'version' | 'event' | 'record'>;
type Now = Pick<Written, 'event' | 'record'>;

/** What each version was, as it would be written now. Stores are brought up to date one after the other, head office first. */
const READERS: Readonly<Record<number, (written: Written) => Now>> = {
  /** Before events were sent with the records that they name. */
  1: ({ event }) => ({ event, record: undefined }),
  2: ({ event, record }) => ({ event, record }),
};

export interface ReadEvent {
  readonly event: RegisterEvent | StoreEvent;
  readonly record: EventRecord | null;
}

/** An event that may be projected, unless it cannot be read; and what is wrong with what it says, if something is. */
export interface Examined {
  readonly read: ReadEvent | undefined;
  readonly fault: { readonly code: 'UNREADABLE' | 'RECORD'; readonly detail: object } | undefined;
}

/** Reads an event of whatever version. The same one is always read alike. */
export function examine(kind: StreamKind, written: Written): Examined {
  try {
    const read = readEvent(kind, written);
    const difference = recordDifference(read);
    if (difference === undefined) return { read, fault: undefined };
    return { read: { ...read, record: null }, fault: { code: 'RECORD', detail: difference } };
  } catch (error) {
    const detail = { why: String(error).slice(0, 1_000) };
    return { read: undefined, fault: { code: 'UNREADABLE', detail } };
  }
}

function readEvent(kind: StreamKind, written: Written): ReadEvent {
  const reader = READERS[written.version];
  if (!reader) throw new Error(`events of version ${written.version} are not known here`);
  const { event, record } = reader(written);
  return {
    event: kind === 'REGISTER' ? readRegisterEvent(event) : readStoreEvent(event),
    record: record === undefined || record === null ? null : eventRecord.parse(record),
  };
}

/** What of the record is not what its event says; undefined when they agree, or when there is none. */
function recordDifference({ event, record }: ReadEvent): object | undefined {
  if (record === null) return undefined;
  if (event.type === 'ticketFinalised' && record.type === 'ticket') {
    const { ticketId, number, ttcCents } = event;
    const same = record.ticketId === ticketId && record.number === number && record.ttcCents === ttcCents;
    return same ? undefined : { event: { ticketId, number, ttcCents }, record };
  }
  if (event.type === 'sessionSealed' && record.type === 'z') {
    const { zNumber, countedCashCents } = event;
    const same = record.zNumber === zNumber && record.totals.cash.countedCents === countedCashCents;
    return same ? undefined : { event: { zNumber, countedCashCents }, record };
  }
  return { event: event.type, record: record.type };
}
