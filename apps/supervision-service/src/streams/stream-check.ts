import type { StreamEvent, StreamPiece } from '@encaisse/contracts';
import { FIRST_HASH, linkHash } from '@encaisse/messaging';
import type { FaultCode } from './taken-event.js';

/** The last event held of a stream. */
export interface Head {
  readonly incarnation: string;
  readonly seq: number;
  readonly hash: string;
}

export interface Found {
  readonly code: FaultCode;
  readonly detail: object;
}

/**
 * What is wrong with the place of `event` behind `head`. `forksFrom`: of the first event of another life, whether an event
 * with this place and hash is held, whatever came after it in the former life.
 */
export function placeFaults(
  piece: Pick<StreamPiece, 'storeId' | 'streamId' | 'incarnation'>,
  event: StreamEvent,
  { head, forksFrom }: { readonly head: Head | null; readonly forksFrom: boolean },
): readonly Found[] {
  const faults: Found[] = [];
  const { storeId, streamId, incarnation } = piece;
  const { seq, event: told, prevHash, hash } = event;
  if (head === null || head.incarnation !== incarnation) {
    const first = head === null && seq === 1 && prevHash === FIRST_HASH;
    if (!first && !forksFrom) faults.push(seq > 1 ? gap(head, seq) : chain(head, prevHash));
  } else if (seq !== head.seq + 1) faults.push(gap(head, seq));
  else if (prevHash !== head.hash) faults.push(chain(head, prevHash));
  const found = linkHash({ storeId, registerId: streamId, incarnation, seq, event: told, prevHash });
  if (found !== hash) faults.push({ code: 'HASH', detail: { told: hash, found } });
  return faults;
}

const gap = (head: Head | null, seq: number): Found => ({
  code: 'GAP',
  detail: { after: head?.seq ?? 0, next: seq },
});
const chain = (head: Head | null, prevHash: string): Found => ({
  code: 'CHAIN',
  detail: { expected: head?.hash ?? FIRST_HASH, told: prevHash },
});
