import { setTimeout as sleep } from 'node:timers/promises';
import type { Floor } from './floor.js';
import type { SessionLedger } from './ledger.js';
import type { Findings } from './verify.js';

const PATIENCE_MS = 60_000;
const FINAL = new Set(['CONFIRMED', 'SENT', 'UNKNOWN', 'EXPIRED']);

/** Waits until the printer has said of each job what became of it: printed, but where the day made trouble. */
export async function untilPrinted(
  { till, prints }: Pick<Floor, 'till' | 'prints'>,
  printJobIds: readonly string[],
): Promise<Findings> {
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
    const end = prints.endOf(printJobId);
    if (state !== end) findings.push(`print job ${printJobId} ended ${state}, not ${end}`);
  }
  return findings;
}

/** Tells the papers of one ticket or Z of a register by their title, as it is written on them. */
export function paperOf(title: string, registerNumber: number): (text: string) => boolean {
  const titled = new RegExp(`${title}(?![0-9])`, 'u');
  const register = new RegExp(`CAISSE 0?${registerNumber}(?![0-9])`, 'iu');
  return (text) => titled.test(plain(text)) && register.test(plain(text));
}

/** The Z as it stands on paper must show the driver's own figures, once per session and once for each copy. */
export function compareWithPaper(ledger: SessionLedger, paper: readonly string[]): Findings {
  const isZ = paperOf(`TICKET Z n° ${ledger.zNumber}`, ledger.registerNumber);
  const zs = paper.filter(isZ).map(plain);
  const name = `Z n° ${ledger.zNumber} of ${ledger.storeCode} register ${ledger.registerNumber}`;
  const [z, ...more] = zs;
  if (z === undefined) return [`${name} did not come out of the printer`];
  if (more.length !== ledger.zCopies) return [`${name} came out ${zs.length} times`];
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
