import type { NewChange } from '@encaisse/contracts';
import type { EntityManager } from 'typeorm';
import type { Fault, TakenEvent } from '../streams/taken-event.js';

/** What follows from some events besides the rows they change. */
export interface Projected {
  /** By position. */
  readonly changes: readonly NewChange[];
  readonly faults: readonly Fault[];
}
export const NOTHING: Projected = { changes: [], faults: [] };

/**
 * A part of the read model. It follows from the events alone, in the order of their positions, and each comes once: told
 * again from the first on, they make the same rows.
 */
export abstract class Projection {
  /** The tables that it writes, and nobody else. */
  abstract readonly tables: readonly string[];

  /**
   * In the transaction that takes the events. Must read no clock and make no id, and name no table twice in a statement: to be
   * checked, they are temporary ones, which MySQL opens once.
   */
  abstract project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected>;
}
