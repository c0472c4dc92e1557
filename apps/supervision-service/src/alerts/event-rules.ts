import type { AlertThresholds, StoreEvent } from '@encaisse/contracts';
import type { RegisterEvent } from '@encaisse/register-domain';
import type { AlertFacts, Finding } from './alert.js';

/** An event that was taken since the last look. */
export interface NewsEvent {
  readonly storeId: string;
  readonly streamId: string;
  readonly position: number;
  readonly event: RegisterEvent | StoreEvent;
}
export interface NewsFault {
  readonly storeId: string;
  readonly streamId: string;
  readonly seq: number;
  readonly code: string;
}

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
export function judgeEvent(news: NewsEvent, { passwordFailures }: AlertThresholds): readonly Finding[] {
  const { storeId, streamId, position, event } = news;
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
  const subject = String(position);
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

/** Pure: one alert for a stream, however much is wrong with it. */
export const judgeFault = ({ storeId, streamId, seq, code }: NewsFault): Finding => ({
  ...{ storeId, rule: 'INTEGRITY_FAULT', subject: streamId },
  registerId: streamId === storeId ? null : streamId,
  tillId: null,
  facts: { faults: 1, code, seq },
});
