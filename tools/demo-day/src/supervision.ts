import { setTimeout as sleep } from 'node:timers/promises';
import type { SupervisedSession } from '@encaisse/contracts';
import type { HeadOfficeClient } from './head-office-client.js';
import { type SessionLedger, sum } from './ledger.js';
import type { Findings } from './verify.js';

export interface SupervisionReport {
  readonly registers: number;
  readonly events: number;
  /** Whether what is shown is what the events say, to the byte. */
  readonly equalsEvents: boolean;
}

/** What head office shows of sessions, by their id. */
export type SeenSessions = ReadonlyMap<string, SupervisedSession>;

const PATIENCE_MS = 60_000;

/** Waits until head office shows each session of the day as settled, and compares its figures with the driver's book. */
export async function checkSupervision(
  headOffice: HeadOfficeClient,
  ledgers: readonly SessionLedger[],
  findings: Findings,
): Promise<{ readonly report: SupervisionReport; readonly seen: SeenSessions }> {
  const seen = await untilSettled(headOffice, ledgers);
  for (const ledger of ledgers) findings.push(...differencesOf(ledger, seen.get(ledger.sessionId)));
  const { registers } = await headOffice.overview();
  const { events, differing } = await headOffice.checkReadModel();
  for (const table of differing) findings.push(`supervision: ${table} is not what the events say`);
  const report = { registers: registers.length, events, equalsEvents: differing.length === 0 };
  return { report, seen };
}

const isSettled = (session: SupervisedSession | undefined): boolean =>
  session !== undefined && session.settledAt !== null;

async function untilSettled(
  headOffice: HeadOfficeClient,
  ledgers: readonly SessionLedger[],
): Promise<SeenSessions> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const sessions = await headOffice.supervisedSessions();
    const seen = new Map(sessions.map((session) => [session.sessionId, session]));
    if (ledgers.every(({ sessionId }) => isSettled(seen.get(sessionId))) || Date.now() > until) return seen;
    await sleep(250);
  }
}

function differencesOf(ledger: SessionLedger, seen: SupervisedSession | undefined): Findings {
  const of = `supervision: ${ledger.storeCode} register ${ledger.registerNumber} session ${ledger.epoch}-${ledger.number}`;
  if (seen === undefined) return [`${of} is not there`];
  const figures: readonly (readonly [string, number | string | null, number | string | null])[] = [
    ['tickets', seen.ticketCount, ledger.tickets.length],
    ['ttcCents', seen.ttcCents, ledger.ttcCents],
    ['Z', seen.zNumber, ledger.zNumber],
    ['expectedCashCents', seen.expectedCashCents, ledger.expectedCashCents],
    ['countedCashCents', seen.countedCashCents, ledger.countedCashCents],
    ['standing', seen.standing, ledger.acceptedApart ? 'ACCEPTED_APART' : 'ACKNOWLEDGED'],
  ];
  return figures.flatMap(([name, theirs, ours]) =>
    theirs === ours ? [] : [`${of}: ${name} is ${theirs}, the driver's book says ${ours}`],
  );
}

/** What head office shows of some sessions together. */
export function seenTotals(seen: SeenSessions, ledgers: readonly SessionLedger[]) {
  const sessions = ledgers.flatMap(({ sessionId }) => seen.get(sessionId) ?? []);
  return {
    sessions: sessions.length,
    tickets: sum(sessions.map(({ ticketCount }) => ticketCount)),
    ttcCents: sum(sessions.map(({ ttcCents }) => ttcCents)),
    expectedCashCents: sum(sessions.map(({ expectedCashCents }) => expectedCashCents ?? 0)),
    countedCashCents: sum(sessions.map(({ countedCashCents }) => countedCashCents ?? 0)),
  };
}
