import type { AlertThresholds, StoreEvent } from '@encaisse/contracts';
import type { RegisterEvent } from '@encaisse/register-domain';
import type { AlertFacts, Finding } from './alert.js';

/** An event that was taken since the last look. */
export interface NewsEvent {
  readonly storeId: string;
  readonly streamId: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly event: RegisterEvent | StoreEvent;
}
export interface NewsFault {
  readonly storeId: string;
  readonly streamId: string;
  readonly seq: number;
  readonly code: string;
  /** When the event says that it happened; null when it cannot be read. */
  readonly at: Date | null;
}

/** What is told later than that is history: head office is new, or was made anew, and nobody is woken by it. */
const OLD_MS = 24 * 3_600_000;
const isOld = (at: Date, now: Date): boolean => now.getTime() - at.getTime() > OLD_MS;

/** The events that something is found in, or counted of. */
export const TELLING_EVENTS = [
  'passwordsFailed',
  'importSucceeded',
  'importFailed',
  'sessionSealed',
  'sessionAcceptedApart',
  'holdTransferred',
  'holdForceReleased',
  'lateExportStarted',
  'lateExportMatched',
  'registerWrittenOff',
  'clockCorrected',
] as const satisfies readonly (RegisterEvent | StoreEvent)['type'][];

/** Pure: what is to be warned of because it has happened. */
export function judgeEvent(
  news: NewsEvent,
  { passwordFailures }: AlertThresholds,
  now: Date,
): readonly Finding[] {
  const { storeId, streamId, incarnation, seq, event } = news;
  if (isOld(new Date(event.at), now)) return [];
  if (event.type === 'passwordsFailed') {
    const { tillId, sellerCode, failures, at } = event;
    if (failures < passwordFailures) return [];
    const facts = { sellerCode, failures, at };
    const subject = `${tillId}/${sellerCode}`;
    return [{ storeId, rule: 'PASSWORDS_FAILED', subject, registerId: null, tillId, facts }];
  }
  const forced = forcedBy(event);
  if (forced === undefined) return [];
  // Each is an alert of its own: nothing makes two of them one.
  const subject = `${streamId}/${incarnation}/${seq}`;
  const tillId = 'tillId' in event ? event.tillId : null;
  return [{ storeId, rule: 'FORCED_ACTION', subject, registerId: streamId, tillId, facts: forced }];
}

/** Who forced what; undefined when nothing was. */
function forcedBy(event: RegisterEvent | StoreEvent): AlertFacts | undefined {
  switch (event.type) {
    case 'sessionSealed': {
      const [loggedOut, forcedPages] = [event.loggedOut.length, event.forcedPages.length];
      if (loggedOut + forcedPages === 0) return undefined;
      const { type: action, at, by, reason } = event;
      return { action, at, by, approvedBy: null, reason, loggedOut, forcedPages };
    }
    case 'sessionAcceptedApart':
    case 'holdTransferred':
    case 'holdForceReleased':
    case 'lateExportStarted':
    case 'lateExportMatched':
    case 'registerWrittenOff':
    case 'clockCorrected': {
      const { type: action, at, by, approvedBy, reason } = event;
      return { action, at, by, approvedBy, reason };
    }
    default:
      return undefined;
  }
}

/** Pure: one alert for a stream, however much is wrong with it, and one for what is wrong in its history. */
export function judgeFault({ storeId, streamId, seq, code, at }: NewsFault, now: Date): Finding {
  const old = at !== null && isOld(at, now);
  return {
    ...{ storeId, rule: 'INTEGRITY_FAULT', subject: old ? `${streamId}/old` : streamId },
    registerId: streamId === storeId ? null : streamId,
    tillId: null,
    facts: { faults: 1, code, seq, ...(old ? { old } : {}) },
  };
}
