import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SessionLedger } from './ledger.js';
import type { TillClient } from './till-client.js';
import type { Findings } from './verify.js';

const printedTickets = z.array(z.object({ id: z.union([z.string(), z.number()]), text: z.string() }));

/** What came out of a till's printer, oldest first, as the printer itself decoded it. */
export async function readPaper(printerUrl: string): Promise<readonly string[]> {
  const response = await fetch(`${printerUrl}/tickets`);
  if (!response.ok) throw new Error(`the printer answered ${response.status}`);
  return printedTickets.parse(await response.json()).map((ticket) => ticket.text);
}

const PATIENCE_MS = 60_000;
const FINAL = new Set(['CONFIRMED', 'SENT', 'UNKNOWN']);

/** Waits until the printer has said of each job what became of it. */
export async function untilPrinted(till: TillClient, printJobIds: readonly string[]): Promise<Findings> {
  const findings: Findings = [];
  for (const printJobId of printJobIds) {
    let state = '';
    for (
      const deadline = Date.now() + PATIENCE_MS;
      Date.now() < deadline && !FINAL.has(state);
      await sleep(200)
    ) {
      const answer = await till.printJob(printJobId);
      state = answer.ok ? answer.value.state : answer.problem.code;
    }
    if (state !== 'CONFIRMED') findings.push(`print job ${printJobId} ended ${state}, not CONFIRMED`);
  }
  return findings;
}

/** The Z as it stands on paper must show the driver's own figures, each once per session. */
export function compareWithPaper(ledger: SessionLedger, paper: readonly string[]): Findings {
  const title = new RegExp(`TICKET Z n° ?${ledger.zNumber}(?![0-9])`, 'iu');
  const register = new RegExp(`CAISSE 0?${ledger.registerNumber}(?![0-9])`, 'iu');
  const zs = paper
    .map(plain)
    // The slip of a recount names the Z that it is of.
    .filter((text) => title.test(text) && register.test(text) && !text.includes('RECOMPTAGE'));
  const name = `Z n° ${ledger.zNumber} of ${ledger.storeCode} register ${ledger.registerNumber}`;
  const [z, ...more] = zs;
  if (z === undefined) return [`${name} did not come out of the printer`];
  if (more.length > 0) return [`${name} came out ${zs.length} times`];
  const figures = [
    ledger.ttcCents,
    ledger.expectedCashCents,
    ledger.countedCashCents,
    ...ledger.amountByTender.values(),
  ];
  return figures
    .map((cents) => euros(cents))
    .filter((figure) => !z.includes(figure))
    .map((figure) => `${name} does not show ${figure}`);
}

/** Typographic spaces as plain ones, so that figures can be searched for. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/gu, ' ');

/** 123456 → `1 234,56` */
export function euros(cents: number): string {
  const [whole = '', fraction = ''] = (Math.abs(cents) / 100).toFixed(2).split('.');
  return `${cents < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/gu, ' ')},${fraction}`;
}
