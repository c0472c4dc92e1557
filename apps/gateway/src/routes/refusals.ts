import type { ErrorCode } from '@encaisse/contracts';
import { REGISTER_STATES, type RegisterCommandType, refusalInTable } from '@encaisse/register-domain';

/** What a register may answer to a command of a till, read off its matrix, with the guard of the hold before it. */
export const registerRefusals = (command: RegisterCommandType): readonly ErrorCode[] => [
  'REGISTER_UNKNOWN',
  'HELD_BY_ANOTHER_TILL',
  ...REGISTER_STATES.flatMap((state) => refusalInTable(command, state) ?? []),
];

/** Why a seller who acts with a password may be turned away. */
export const SELLER_REFUSALS = [
  'CREDENTIALS_INVALID',
  'SELLER_LOCKED',
  'PIN_CHANGE_REQUIRED',
  'RIGHT_MISSING',
] as const satisfies readonly ErrorCode[];

/** Why a right lent may not serve. */
export const GRANT_REFUSALS = [
  'GRANT_UNKNOWN',
  'GRANT_EXPIRED',
  'GRANT_USED',
  'GRANT_DIFFERS',
] as const satisfies readonly ErrorCode[];
