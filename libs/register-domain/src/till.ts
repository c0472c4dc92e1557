import type { EventOf } from './events.js';
import type { Register, RegisterIn, RegisterRef } from './register.js';
import type { HeldState } from './transitions.js';

/** A register that a till holds, and what that hold waits for. */
export type HeldRegister = Readonly<{ register: RegisterRef; waitsFor: 'CLOSING' | 'EXPORT' }>;

/** The asking till, read under its lock: what it holds, and which registers it is importing. */
export type TillSituation = Readonly<{
  tillId: string;
  holds: HeldRegister | null;
  importing: readonly RegisterRef[];
}>;

const WAITS_FOR = {
  OPEN: 'CLOSING',
  CLOSING: 'CLOSING',
  TO_EXPORT: 'EXPORT',
  EXPORTING: 'EXPORT',
} as const satisfies Record<HeldState, HeldRegister['waitsFor']>;

export const isHeld = (register: Register): register is RegisterIn<HeldState> => 'hold' in register;

export const refOf = ({ id, name }: Register): RegisterRef => ({ id, name });

/**
 * The situation of till `tillId`, read off `registers`: give it every register that the till holds, imports or has
 * data for, locked. Others do no harm.
 */
export function tillSituation(tillId: string, registers: readonly Register[]): TillSituation {
  const held = registers.filter(isHeld).find((register) => register.hold.tillId === tillId);
  const importing = registers.filter(
    (register) => register.state === 'IMPORTING' && register.tillId === tillId,
  );
  return {
    tillId,
    holds: held === undefined ? null : { register: refOf(held), waitsFor: WAITS_FOR[held.state] },
    importing: importing.map(refOf),
  };
}

/**
 * What a register goes through when till `tillId` takes the hold of another one, `to`: its data there are given up.
 * Whoever applies a `sessionOpened` from READY, or a `holdTransferred`, applies this to every other register of the
 * till in the same transaction. Empty for a register that is not READY on that till, and for `to` itself.
 */
export function yieldReady(
  register: Register,
  { tillId, to, at }: Readonly<{ tillId: string; to: RegisterRef; at: string }>,
): readonly EventOf<'readyYielded'>[] {
  if (register.state !== 'READY' || register.tillId !== tillId || register.id === to.id) return [];
  return [{ type: 'readyYielded', at, tillId, to }];
}
