import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DRAWER_PULSE } from '@encaisse/contracts';
import { SimulatedPrinter, textOf } from '@encaisse/printer-simulator';
import { pino } from 'pino';
import { FakeRegisterService } from '../spec/fake-register-service.js';
import { numberedJobs, printJob } from '../spec/print-jobs.js';
import { until } from '../spec/until.js';
import { PrintJournal } from './journal/print-journal.js';
import { connectPrinter } from './printer/connect-printer.js';
import { PrinterAgent } from './printer-agent.js';

jest.setTimeout(30_000);

const TIMING = {
  waitsMs: [20, 50],
  idleCheckMs: 100,
  statusFreshMs: 2_000,
  reportRetryMs: 20,
  heartbeatMs: 50,
} as const;

/** A till: its printer, its agent and what its register-service hears. */
class Till {
  readonly papers: string[] = [];
  readonly registers = new FakeRegisterService();
  drawers = 0;
  readonly printer = new SimulatedPrinter({
    name: 'P1',
    onTicket: (paper) => this.papers.push(textOf(paper)),
    onDrawer: () => {
      this.drawers += 1;
    },
  });
  #agent: PrinterAgent | undefined;
  #folder = '';
  #port = 0;

  async start(printMs = 2_000): Promise<void> {
    this.#port = await this.printer.listen(0);
    this.#folder = await mkdtemp(join(tmpdir(), 'weather-'));
    await this.startAgent(printMs);
  }
  async startAgent(printMs = 2_000): Promise<void> {
    const clock = () => new Date();
    this.#agent = new PrinterAgent({
      registers: this.registers,
      journal: await PrintJournal.open(this.#folder, { clock }),
      printer: connectPrinter({ url: `tcp://127.0.0.1:${this.#port}`, monitored: true, printMs }),
      columns: 42,
      agentVersion: 'test',
      pullIntervalMs: 50,
      timing: TIMING,
      clock,
      log: pino({ level: 'silent' }),
    });
    this.#agent.start();
  }
  async stopAgent(): Promise<void> {
    await this.#agent?.stop();
  }
  async loseDisk(): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
  async stop(): Promise<void> {
    await this.stopAgent();
    if (this.printer.power === 'on') await this.printer.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

let till: Till;
beforeEach(() => {
  till = new Till();
});
afterEach(() => till.stop());

const stateOf = (job: ReturnType<typeof printJob>) => till.registers.latest(job)?.state;

test('a line that is cut in the middle of a ticket leaves it to a person', async () => {
  till.printer.setWeather({ cutAfterBytes: 400 });
  await till.start();
  const [first, second] = numberedJobs(2) as [ReturnType<typeof printJob>, ReturnType<typeof printJob>];
  till.registers.add(first, second);
  await until('it is unknown', () => stateOf(first) === 'UNKNOWN');
  await until('the next one is confirmed', () => stateOf(second) === 'CONFIRMED');
  expect(till.papers.filter((paper) => paper.includes('TICKET n° 1 '))).toEqual([]);
});

test('paper that is at its end after some lines leaves the ticket to a person', async () => {
  till.printer.setWeather({ paperOutAfterLines: 5 });
  await till.start();
  const job = printJob();
  till.registers.add(job);
  await until('it is unknown', () => stateOf(job) === 'UNKNOWN');
  expect(till.registers.latest(job)?.detail).toContain('paper ran out');
  expect(till.papers).toEqual([]);
});

test('a slow printer is waited for', async () => {
  till.printer.setWeather({ lineMs: 20 });
  await till.start(10_000);
  const job = printJob();
  till.registers.add(job);
  await until('it is confirmed', () => stateOf(job) === 'CONFIRMED', 15_000);
  expect(till.papers).toHaveLength(1);
});

test('a printer that answers nothing is not printed on', async () => {
  till.printer.setWeather({ silent: true });
  await till.start();
  const job = printJob();
  till.registers.add(job);
  await until('it waits', () => till.registers.latest(job)?.reason === 'UNREACHABLE');
  expect(till.papers).toEqual([]);
  till.printer.setWeather({ silent: false });
  await until('it is confirmed', () => stateOf(job) === 'CONFIRMED');
  expect(till.papers).toHaveLength(1);
});

test('a printer that lies is believed, and nothing prints twice by itself', async () => {
  till.printer.setWeather({ lying: true });
  await till.start();
  const job = printJob();
  till.registers.add(job);
  await until('it is confirmed', () => stateOf(job) === 'CONFIRMED');
  till.printer.setWeather({ lying: false });
  await till.stopAgent();
  await till.startAgent();
  const next = printJob();
  till.registers.add(next);
  await until('the next one is confirmed', () => stateOf(next) === 'CONFIRMED');
  expect(till.papers).toHaveLength(1);
});

test('a printer that was off at night prints no ticket of yesterday in the morning (edge case 36)', async () => {
  await till.start();
  await till.printer.switchPower('off');
  const [yesterday, today] = numberedJobs(2) as [ReturnType<typeof printJob>, ReturnType<typeof printJob>];
  till.registers.add(yesterday);
  await until('it waits', () => stateOf(yesterday) === 'WAITING');
  till.registers.expired.add(yesterday.printJobId);
  await till.printer.switchPower('on');
  till.registers.add(today);
  await until('the new one is confirmed', () => stateOf(today) === 'CONFIRMED');
  expect(till.papers).toHaveLength(1);
  expect(till.papers[0]).toContain('TICKET n° 2 ');
  await till.stopAgent();
  await till.startAgent();
  await until('nothing waits', () => till.registers.heartbeats.at(-1)?.jobsWaiting === 0);
  expect(till.papers).toHaveLength(1);
});

test('a dead printer of one till keeps nothing from another’s (edge case 37)', async () => {
  const other = new Till();
  till.printer.setCondition({ paper: 'out' });
  await Promise.all([till.start(), other.start()]);
  try {
    const dead = numberedJobs(20);
    till.registers.add(...dead);
    await until('the first waits', () => dead.some((job) => stateOf(job) === 'WAITING'));
    const job = printJob();
    other.registers.add(job);
    await until('the other prints', () => other.registers.latest(job)?.state === 'CONFIRMED');
    // It has not waited for the dead one, which has printed none of its own by then.
    expect(dead.map(stateOf)).not.toContain('CONFIRMED');
  } finally {
    await other.stop();
  }
});

test('a drawer opens once, and not again when nobody knows whether it did', async () => {
  await till.start();
  const job = printJob({}, DRAWER_PULSE);
  till.registers.add(job);
  await until('it is confirmed', () => stateOf(job) === 'CONFIRMED');
  const doubtful = printJob({ state: 'SENDING' }, DRAWER_PULSE);
  till.registers.add(doubtful);
  await until('it is unknown', () => stateOf(doubtful) === 'UNKNOWN');
  expect(till.drawers).toBe(1);
});

test('a document that the agent does not know is told, and keeps no other from being printed', async () => {
  await till.start();
  const strange = { ...printJob(), document: { kind: 'unsupported', of: 'hologram' } as const };
  const job = printJob();
  till.registers.add(strange, job);
  await until('the known one is confirmed', () => stateOf(job) === 'CONFIRMED');
  await until('the other is told', () => stateOf(strange) === 'UNSUPPORTED');
  expect(till.registers.latest(strange)).toMatchObject({
    final: true,
    detail: expect.stringContaining('hologram'),
  });
});

test('an agent that has lost its disk counts on from what was recorded', async () => {
  till.printer.setCondition({ paper: 'out' });
  await till.start();
  const job = printJob();
  till.registers.add(job);
  await until('it waits', () => stateOf(job) === 'WAITING');
  const { sequence = 0 } = till.registers.latest(job) ?? {};
  await till.stopAgent();
  await till.loseDisk();
  await till.startAgent();
  till.printer.setCondition({ paper: 'present' });
  await until('it is confirmed', () => stateOf(job) === 'CONFIRMED');
  expect(till.registers.latest(job)?.sequence).toBeGreaterThan(sequence);
  expect(till.papers).toHaveLength(1);
});
