import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTestStack, type TestStack } from '../tools/launch/test-stack.mjs';

/** What the day's report promises of itself. */
interface DayReport {
  readonly ok: boolean;
  readonly tickets: number;
  readonly findings: readonly string[];
  readonly registers: readonly { readonly sessions: number; readonly zPrinted: number }[];
  readonly prints: { readonly confirmed: number; readonly unknown: number; readonly duplicates: number };
  readonly refusals: readonly { readonly code: string }[];
  readonly alerts: readonly { readonly rule: string; readonly closedAt: string | null }[];
}

const KILLED = [
  'register-service',
  'sync-service',
  'supervision-service',
  'gateway',
  'head-office-simulator',
  'agent-S01-T1',
] as const;
const DAY_LIMIT_MS = 8 * 60_000;

describe('a day on which every service is killed', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await openTestStack('killed-services');
  }, 180_000);
  afterAll(async () => {
    await stack.close();
  }, 60_000);

  /** Kills one service after the other, giving each the time to come back, until the day is over. */
  async function killInTurn(over: AbortSignal): Promise<readonly string[]> {
    const killed: string[] = [];
    while (!over.aborted) {
      for (const name of KILLED) {
        await sleep(2_500, undefined, { signal: over }).catch(() => undefined);
        if (over.aborted) break;
        stack.supervisor.kill(name);
        killed.push(name);
        // Death in a loop is what the supervisor gives up on: wait until it is back.
        await stack.supervisor.untilReady(name);
      }
    }
    return killed;
  }

  it(
    'still ends with every ticket at head office, every Z on paper once, to the cent',
    async () => {
      const folder = join(stack.scene.directory, 'report');
      mkdirSync(folder, { recursive: true });
      const reportFile = join(folder, 'day.json');
      const over = new AbortController();
      const killing = killInTurn(over.signal);
      // A killed simulator forgets the weather that it was told to make.
      const exitCode = await stack.playDay(reportFile, { fairWeather: true }).finally(() => over.abort());
      const killed = await killing;

      const report = JSON.parse(readFileSync(reportFile, 'utf8')) as DayReport;
      expect(report.findings).toEqual([]);
      expect({ exitCode, ok: report.ok }).toEqual({ exitCode: 0, ok: true });
      expect(new Set(killed)).toEqual(new Set(KILLED));
      expect(report.tickets).toBeGreaterThanOrEqual(150);
      expect(report.registers.every(({ sessions, zPrinted }) => sessions === zPrinted)).toBe(true);
      expect(report.prints.confirmed).toBeGreaterThan(100);
      expect(report.prints).toMatchObject({ unknown: 2, duplicates: 3 });
      expect(new Set(report.alerts.map(({ rule }) => rule))).toEqual(
        new Set(['FORCED_ACTION', 'DIFFERENCE_OVER_TOLERANCE', 'PASSWORDS_FAILED']),
      );
      expect(report.alerts.filter(({ closedAt }) => closedAt === null)).toEqual([]);
      expect(new Set(report.refusals.map(({ code }) => code)).size).toBeGreaterThanOrEqual(10);
    },
    DAY_LIMIT_MS,
  );
});
