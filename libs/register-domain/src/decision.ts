import type { CommandOf } from './commands.js';
import type { RegisterEvent } from './events.js';
import { type Cents } from './money.js';
import type { RefusalOf, RegisterRefusal, RegisterRefusalCode } from './refusals.js';
import type { RegisterIn } from './register.js';
import type { RegisterCommandType, StatesAccepting } from './transitions.js';

/**
 * What a command comes to. The events of either answer are to be stored and evolved: a refusal that brings some has
 * changed the register all the same (a count that meets a ticket in progress reopens selling).
 */
export type Decision =
  | Readonly<{ ok: true; events: readonly RegisterEvent[] }>
  | Readonly<{ ok: false; refusal: RegisterRefusal; events: readonly RegisterEvent[] }>;

/** Accepted; without events when all that was asked had happened already. */
export const accept = (...events: readonly RegisterEvent[]): Decision => ({ ok: true, events });

export const refuse = (refusal: RegisterRefusal, ...events: readonly RegisterEvent[]): Decision => ({
  ok: false,
  refusal,
  events,
});

/** Pairs a code with its facts. */
export const refusal = <C extends RegisterRefusalCode>(
  code: C,
  facts: RefusalOf<C>['facts'],
): RegisterRefusal =>
  // A code and its own facts make one member of the union, which TypeScript cannot follow through a type parameter.
  ({ code, facts }) as RegisterRefusal;

/** A rule only ever sees a register in a state in which the table hears its command. */
export type Rule<C extends RegisterCommandType> = (
  register: RegisterIn<StatesAccepting<C>>,
  command: CommandOf<C>,
) => Decision;

/** What takes two people is refused to one who signs for both. */
export const samePersonTwice = (by: string): Decision => refuse(refusal('SAME_PERSON_TWICE', { by }));

export const invalidAmount = (field: string, amountCents: Cents): RegisterRefusal =>
  refusal('AMOUNT_INVALID', { field, amountCents });
