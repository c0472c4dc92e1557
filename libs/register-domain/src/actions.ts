import { barred } from './guards.js';
import type { RegisterRefusal } from './refusals.js';
import type { Register } from './register.js';
import type { TillSituation } from './till.js';
import type { RegisterCommandType } from './transitions.js';

/** What a till's screen offers for a register. */
export const TILL_ACTIONS = [
  'import',
  'cancelImport',
  'open',
  'connect',
  'sell',
  'startClosing',
  'export',
  'resend',
] as const satisfies readonly RegisterCommandType[];
export type TillAction = (typeof TILL_ACTIONS)[number];

export type Permission = Readonly<{ allowed: true }> | Readonly<{ allowed: false; refusal: RegisterRefusal }>;

function permissionOf(register: Register, till: TillSituation, type: TillAction): Permission {
  const refusal = barred(register, { type, till });
  return refusal === undefined ? { allowed: true } : { allowed: false, refusal };
}

/**
 * The till's buttons for `register`: the same table and guards that `decide` asks. An allowed action may still be
 * refused for its payload.
 */
export const actionsFor = (
  register: Register,
  till: TillSituation,
): Readonly<Record<TillAction, Permission>> => ({
  import: permissionOf(register, till, 'import'),
  cancelImport: permissionOf(register, till, 'cancelImport'),
  open: permissionOf(register, till, 'open'),
  connect: permissionOf(register, till, 'connect'),
  sell: permissionOf(register, till, 'sell'),
  startClosing: permissionOf(register, till, 'startClosing'),
  export: permissionOf(register, till, 'export'),
  resend: permissionOf(register, till, 'resend'),
});
