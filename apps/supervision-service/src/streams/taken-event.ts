import type { StreamKind } from '@encaisse/contracts';
import type { ReadEvent } from './event-reading.js';

/** An event that has its place among all that head office was told. */
export interface TakenEvent extends ReadEvent {
  readonly position: number;
  readonly storeId: string;
  /** The register's id, or of the store's own stream the store's. */
  readonly streamId: string;
  readonly kind: StreamKind;
  readonly incarnation: string;
  readonly seq: number;
  readonly prevHash: string;
  readonly correlationId: string;
}

/**
 * What is wrong with an event. It is kept all the same, and the stream goes on:
 * GAP: events before it are missing. CHAIN: it does not follow the one before it. HASH: it is not what was hashed.
 * CONFLICT: another one is at its place already. UNREADABLE: of a form that is not known here. RECORD: what it names is
 * not what it says. STATE: it cannot follow the state that the register was in.
 */
export const FAULT_CODES = ['GAP', 'CHAIN', 'HASH', 'CONFLICT', 'UNREADABLE', 'RECORD', 'STATE'] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

export interface Fault {
  readonly storeId: string;
  readonly streamId: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly position: number;
  readonly code: FaultCode;
  readonly detail: object;
}
