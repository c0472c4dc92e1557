import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptedSessions, addTotals, receivedSessions, type SessionTotals } from '@encaisse/contracts';
import { untilAnswered } from './api.js';
import type { HeadOfficeClient } from './head-office-client.js';
import type { SessionLedger } from './ledger.js';
import type { Options } from './options.js';
import type { MetRefusal } from './refusals.js';

/** What does not agree, as sentences. The day is `ok` when there is none. */
export type Findings = string[];

/** A session's figures as our own head office API tells them against the driver's book. */
export async function compareWithOurApi(
  headOffice: HeadOfficeClient,
  ledger: SessionLedger,
): Promise<Findings> {
  const z = await headOffice.z(ledger.sessionId);
  const { cash } = z;
  const ours = new Map([
    ...figuresOf(ledger),
    ['taken', ledger.takenCents],
    ['change given', ledger.changeGivenCents],
    ['refunded in cash', ledger.cashRefundedCents],
    ['X readings', ledger.drawer.xReadings],
    ['DUPLICATA', ledger.duplicates],
  ]);
  const theirs = new Map([
    ...figuresOfTotals(z, cash),
    ['taken', cash.takenCents],
    ['change given', cash.changeGivenCents],
    ['refunded in cash', cash.refundedCents],
    ['X readings', z.xReadings],
    ['DUPLICATA', z.duplicateCount],
  ]);
  return differences(`Z n° ${z.zNumber} of ${nameOf(ledger)}`, ours, theirs);
}

/** A register's sessions as head office summed them from the records it received. */
export function compareWithHeadOffice(
  ledgers: readonly SessionLedger[],
  received: readonly SessionTotals[],
): Findings {
  const [first] = ledgers;
  if (!first) return ['no session was played'];
  const total = addTotals(received);
  const theirs = figuresOfTotals(total, total.cash);
  const ours = new Map<string, number>();
  for (const ledger of ledgers) {
    for (const [name, amount] of figuresOf(ledger)) ours.set(name, (ours.get(name) ?? 0) + amount);
  }
  return differences(
    `head office's totals of register ${first.storeCode}-${first.registerNumber}`,
    ours,
    theirs,
  );
}

function figuresOf(ledger: SessionLedger): Map<string, number> {
  return new Map<string, number>([
    ['tickets', ledger.tickets.length],
    ['abandoned', ledger.abandoned],
    ['late', ledger.tickets.filter(({ isLate }) => isLate).length],
    ['late, dismissed', ledger.dismissedLate],
    ['ttcCents', ledger.ttcCents],
    ['expectedCashCents', ledger.expectedCashCents],
    ['countedCashCents', ledger.countedCashCents],
    ...Object.entries(ledger.turnover),
    ...Object.entries(ledger.reductions),
    ...ledger.drawer.figures,
    ...[...ledger.ttcByRate].map(([rate, cents]) => [`ttc at ${rate}`, cents] as const),
    ...[...ledger.vatByRate].map(([rate, cents]) => [`VAT at ${rate}`, cents] as const),
    ...[...ledger.amountByTender].map(([tender, cents]) => [`tender ${tender}`, cents] as const),
  ]);
}

/** The same figures of a Z, or of what head office summed. */
function figuresOfTotals(
  of: Omit<SessionTotals, 'cash'>,
  cash: { readonly expectedCents: number; readonly countedCents: number },
): Map<string, number> {
  return new Map<string, number>([
    ['tickets', of.ticketCount],
    ['abandoned', of.abandonedCount],
    ['late', of.lateTicketCount],
    ['late, dismissed', of.dismissedLateCount],
    ['ttcCents', of.ttcCents],
    ['expectedCashCents', cash.expectedCents],
    ['countedCashCents', cash.countedCents],
    ...Object.entries(of.turnover),
    ...Object.entries(of.reductions),
    ['drawer openings', of.drawerOpenings],
    ...of.cashMovements.flatMap(({ kind, count, amountCents }) => [
      [`${kind} count`, count] as const,
      [`${kind} cents`, amountCents] as const,
    ]),
    ...of.vat.map((rate) => [`ttc at ${rate.basisPoints}`, rate.ttcCents] as const),
    ...of.vat.map((rate) => [`VAT at ${rate.basisPoints}`, rate.vatCents] as const),
    ...of.tenders.map((tender) => [`tender ${tender.tenderCode}`, tender.amountCents] as const),
  ]);
}

function differences(
  of: string,
  ours: ReadonlyMap<string, number>,
  theirs: ReadonlyMap<string, number>,
): Findings {
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return [...names]
    .filter((name) => (ours.get(name) ?? 0) !== (theirs.get(name) ?? 0))
    .map(
      (name) => `${of}: ${name} is ${theirs.get(name) ?? 0}, the driver's book says ${ours.get(name) ?? 0}`,
    );
}

const nameOf = (ledger: SessionLedger): string => `${ledger.storeCode} register ${ledger.registerNumber}`;

/** Head office's own recomputed totals of these sessions, from its back office. */
export async function readReceived(
  options: Options,
  ledgers: readonly SessionLedger[],
): Promise<readonly SessionTotals[]> {
  const [first] = ledgers;
  if (!first) return [];
  const path = `/back-office/v1/registers/${first.storeCode}/${first.registerNumber}/sessions`;
  const response = await untilAnswered(`${options.headOfficeUrl}${path}`, {
    headers: { authorization: `Bearer ${options.headOfficeApiKey}` },
  });
  if (!response.ok) throw new Error(`head office's back office answered ${response.status}`);
  const { sessions } = receivedSessions.parse(await response.json());
  const wanted = new Set(ledgers.map((ledger) => ledger.sessionId));
  return sessions.filter(({ sessionId }) => wanted.has(sessionId)).map(({ totals }) => totals);
}

/** Whether head office holds the session apart. */
export async function findAcceptance(options: Options, ledger: SessionLedger): Promise<Findings> {
  const response = await untilAnswered(`${options.headOfficeUrl}/back-office/v1/acceptances`, {
    headers: { authorization: `Bearer ${options.headOfficeApiKey}` },
  });
  const { acceptances } = acceptedSessions.parse(await response.json());
  const isThere = acceptances.some(({ key }) => ledger.hasKey(key));
  const { epoch, number } = ledger;
  return isThere ? [] : [`head office holds no session ${epoch}-${number} of ${nameOf(ledger)} apart`];
}

/** Which refusals left no line in the gateway's log: each correlation id must be found there. */
export async function findInLog(file: string, refusals: readonly MetRefusal[]): Promise<Findings> {
  // The log is written by another process: give its last lines a moment.
  await sleep(500);
  const log = readFileSync(file, 'utf8');
  return refusals
    .filter(({ correlationId }) => correlationId === '' || !log.includes(correlationId))
    .map(({ step, correlationId }) => `the gateway's log has no line of « ${step} » (${correlationId})`);
}
