import { strict as assert } from 'node:assert';
import {
  expectedCash,
  type RegisterCommand,
  type RegisterIn,
  type RegisterState,
  toCents,
} from '../src/index.js';
import type { Chain } from './chain.js';
import { a } from './given.js';

type WayOut<S extends RegisterState> = (register: RegisterIn<S>, chain: Chain) => RegisterCommand | undefined;

/** The next command on a plain way home from each state, such as the people or the reconciler would ask it. */
const WAYS_OUT: { readonly [S in RegisterState]: WayOut<S> } = {
  AWAITING_IMPORT: () => undefined,
  IMPORTING: ({ jobId }) => a('importFailed', { jobId }),
  READY: () => undefined,
  OPEN: ({ hold }, chain) => a('startClosing', { closingId: chain.newId(), till: chain.till(hold.tillId) }),
  // Cash moved out may exceed what the books say was there: the count is then a difference, accepted and explained.
  CLOSING: ({ hold, session, closingId }, chain) =>
    a('submitCount', {
      closingId,
      till: chain.till(hold.tillId),
      countedCashCents: toCents(Math.max(0, expectedCash(session))),
      acceptDifference: true,
      mayAcceptDifference: true,
      reason: 'erreur de sortie de caisse',
    }),
  TO_EXPORT: ({ hold }, chain) => a('export', { exportId: chain.newId(), till: chain.till(hold.tillId) }),
  EXPORTING: ({ hold, exportId }) => {
    const waiting = hold.sessions.find(({ standing: { kind } }) => kind === 'PENDING' || kind === 'REFUSED');
    assert(waiting !== undefined, 'exports with nothing left to settle');
    const { key, ticketCount, ttcCents } = waiting;
    return a('exportAcknowledged', { exportId, session: key, headOffice: { ticketCount, ttcCents } });
  },
  OUT_OF_SERVICE: ({ retired, counters, session, lostHold }, chain) => {
    if (retired) return undefined;
    const exportId = lostHold.unansweredExportId ?? chain.newId();
    const seal = { by: 'MARIE', closingId: chain.newId(), countedCashCents: toCents(0) };
    if (session !== null) return a('exportLate', { exportId, seal });
    const waiting = lostHold.sessions.find(
      ({ standing: { kind } }) => kind === 'PENDING' || kind === 'REFUSED',
    );
    if (waiting === undefined) return a('match', { lateCounters: counters });
    const { key, ticketCount, ttcCents } = waiting;
    return a('exportAcknowledged', { exportId, session: key, headOffice: { ticketCount, ttcCents } });
  },
};

/** Leads a register out of whatever state it is in, to AWAITING_IMPORT, READY or retirement; fails where it is stuck. */
export function leadOut(chain: Chain, registerId: string): void {
  for (let steps = 0; steps < 100; steps += 1) {
    const register = chain.register(registerId);
    // Each state has its own way out, which TypeScript cannot follow across the union.
    const wayOut = WAYS_OUT[register.state] as WayOut<RegisterState>;
    const command = wayOut(register, chain);
    if (command === undefined) return;
    const { decision } = chain.ask(registerId, command);
    assert(decision.ok, `stuck in ${register.state}: ${JSON.stringify(decision)}`);
  }
  assert.fail('no way out in a hundred steps');
}
