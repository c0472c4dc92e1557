import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedPrinter, type Ticket, textOf } from '@encaisse/printer-simulator';
import { pino } from 'pino';
import { FakeRegisterService } from '../spec/fake-register-service.js';
import { numberedJobs, printJob } from '../spec/print-jobs.js';
import { until } from '../spec/until.js';
import { PrintJournal } from './journal/print-journal.js';
import { connectPrinter } from './printer/connect-printer.js';
import { PrinterAgent } from './printer-agent.js';

const TIMING = {
  waitsMs: [20, 50],
  idleCheckMs: 100,
  statusFreshMs: 2_000,
  reportRetryMs: 20,
  heartbeatMs: 50,
} as const;

let folder: string;
let papers: Ticket[];
let printer: SimulatedPrinter;
let port: number;
let registers: FakeRegisterService;
const agents: PrinterAgent[] = [];

const startPrinter = async (at = 0, lineMs = 0): Promise<void> => {
  printer = new SimulatedPrinter({ name: 'P1', lineMs, onTicket: (paper) => papers.push(paper) });
  port = await printer.listen(at);
};
const startAgent = async (
  options: { monitored?: boolean; printMs?: number; at?: number; heartbeatMs?: number } = {},
) => {
  const { monitored = true, printMs = 2_000, at = port, heartbeatMs = TIMING.heartbeatMs } = options;
  const agent = new PrinterAgent({
    registers,
    journal: await PrintJournal.open(folder, { clock: () => new Date() }),
    printer: connectPrinter({ url: `tcp://127.0.0.1:${at}`, monitored, printMs }),
    columns: 42,
    agentVersion: 'test',
    pullIntervalMs: 50,
    timing: { ...TIMING, heartbeatMs },
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
  });
  agents.push(agent);
  agent.start();
  return agent;
};
const stopAgent = async (agent: PrinterAgent): Promise<void> => {
  agents.splice(agents.indexOf(agent), 1);
  await agent.stop();
};
const texts = (): readonly string[] => papers.map(textOf);
const printedNumbers = (): readonly number[] =>
  texts().map((text) => Number(/TICKET n° (?<number>\d+)/u.exec(text)?.groups?.['number'] ?? 0));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-'));
  papers = [];
  registers = new FakeRegisterService();
  await startPrinter();
});
afterEach(async () => {
  for (const agent of [...agents]) await stopAgent(agent);
  await printer.close();
  await rm(folder, { recursive: true });
});

test('a job is checked, sent, printed and confirmed, over one connection that stays open', async () => {
  await startAgent();
  const jobs = numberedJobs(5);
  registers.add(...jobs);
  await until('all are confirmed', () => jobs.every((job) => registers.latest(job)?.state === 'CONFIRMED'));
  expect(printedNumbers()).toEqual([1, 2, 3, 4, 5]);
  for (const job of jobs)
    expect(registers.states(job)).toEqual(expect.arrayContaining(['SENDING', 'CONFIRMED']));
  expect(printer.traffic).toMatchObject({ connections: 1, open: 1 });
});

test('a job that is delivered ten times, and by ten starts of the agent, prints once', async () => {
  const job = printJob();
  registers.add(job);
  const agent = await startAgent();
  await until('it is confirmed', () => registers.latest(job)?.state === 'CONFIRMED');
  await stopAgent(agent);
  for (let round = 0; round < 9; round += 1) {
    registers = new FakeRegisterService();
    registers.add(job);
    const again = await startAgent();
    await until('it is reported again', () => registers.latest(job)?.state === 'CONFIRMED');
    await stopAgent(again);
  }
  expect(papers).toHaveLength(1);
});

test('without paper a job waits, says why, and prints once there is paper again', async () => {
  printer.setCondition({ paper: 'out' });
  await startAgent();
  const job = printJob();
  registers.add(job);
  await until('it waits', () => registers.latest(job)?.state === 'WAITING');
  expect(registers.latest(job)).toMatchObject({ reason: 'PAPER_OUT', final: false });
  printer.setCondition({ paper: 'present', cover: 'open' });
  await until('it waits for the cover', () => registers.latest(job)?.reason === 'COVER_OPEN');
  expect(papers).toHaveLength(0);
  printer.setCondition({ cover: 'closed' });
  await until('it is confirmed', () => registers.latest(job)?.state === 'CONFIRMED');
  expect(registers.latest(job)?.attempt).toBe(2);
  expect(papers).toHaveLength(1);
});

test('while the printer is switched off jobs wait in order, and heartbeats say so', async () => {
  await printer.close();
  await startAgent();
  const jobs = numberedJobs(3);
  registers.add(...jobs);
  await until('the first waits', () => registers.states(jobs[0] ?? printJob()).includes('WAITING'));
  await until('a heartbeat tells', () => registers.heartbeats.at(-1)?.jobsWaiting === 3);
  expect(registers.heartbeats.at(-1)?.printer.state).toBe('UNREACHABLE');
  await startPrinter(port);
  await until('all are confirmed', () => jobs.every((job) => registers.latest(job)?.state === 'CONFIRMED'));
  expect(printedNumbers()).toEqual([1, 2, 3]);
});

test('what becomes of the printer is told at once, whenever the next heartbeat is due', async () => {
  await startAgent({ heartbeatMs: 3_600_000 });
  const told = (state: string) => () => registers.heartbeats.at(-1)?.printer.state === state;
  await until('it is fine', told('READY'));
  printer.setCondition({ paper: 'out' });
  await until('it is out of paper', told('PAPER_OUT'));
  const { length } = registers.heartbeats;
  printer.setCondition({ paper: 'low' });
  await until('it prints again, not for long', told('READY'));
  expect(registers.heartbeats.at(-1)?.printer.paperLow).toBe(true);
  expect(registers.heartbeats).toHaveLength(length + 1);
});

test('reports are repeated until they are answered', async () => {
  await startAgent();
  const job = printJob();
  registers.lostAnswers = 3;
  registers.add(job);
  await until('it is confirmed', () => registers.latest(job)?.state === 'CONFIRMED');
  expect(papers).toHaveLength(1);
});

test('no byte leaves before register-service has let the job go ahead', async () => {
  registers.isDeaf = true;
  await startAgent();
  const job = printJob();
  registers.add(job);
  await until('it was asked a few times', () => registers.deafFor > 3);
  expect(papers).toHaveLength(0);
  registers.isDeaf = false;
  await until('it is confirmed', () => registers.latest(job)?.state === 'CONFIRMED');
  expect(papers).toHaveLength(1);
});

test('the agent says goodbye to its printer instead of cutting the line', async () => {
  const agent = await startAgent();
  const job = printJob();
  registers.add(job);
  await until('it is sending', () => registers.states(job).includes('SENDING'));
  await stopAgent(agent);
  expect(registers.latest(job)?.state).toBe('CONFIRMED');
  await until('the line is closed', () => printer.traffic.open === 0);
  expect(printer.traffic.resets).toBe(0);
});

test('a job whose hold moved before its first byte is forgotten, and prints when it comes back under a new epoch', async () => {
  const job = printJob();
  registers.withdrawn.add(job.printJobId);
  printer.setCondition({ paper: 'out' });
  await startAgent();
  registers.jobs.push(job);
  registers.withdrawn.delete(job.printJobId);
  await until('it waits', () => registers.latest(job)?.state === 'WAITING');
  registers.withdrawn.add(job.printJobId);
  printer.setCondition({ paper: 'present' });
  await until('it was claimed', () => registers.states(job).includes('SENDING'));
  await until('it is forgotten', () => registers.heartbeats.at(-1)?.jobsWaiting === 0);
  expect(papers).toHaveLength(0);

  registers.withdrawn.delete(job.printJobId);
  registers.jobs.splice(0, 1, { ...job, epoch: 2 });
  await until('it is confirmed', () => registers.latest(job)?.state === 'CONFIRMED');
  expect(registers.latest(job)?.epoch).toBe(2);
  expect(papers).toHaveLength(1);
});

test('paper that runs out while printing leaves the job to a person, and the next one is cut apart from the rest', async () => {
  await printer.close();
  await startPrinter(0, 5);
  await startAgent();
  const [first, second] = numberedJobs(2) as [ReturnType<typeof printJob>, ReturnType<typeof printJob>];
  registers.add(first, second);
  await until('the first is on its way', () => registers.states(first).includes('SENDING'));
  printer.setCondition({ paper: 'out' });
  await until('it is unknown', () => registers.latest(first)?.state === 'UNKNOWN');
  expect(registers.latest(first)).toMatchObject({ final: true, detail: 'paper ran out while printing' });
  await until('the second waits', () => registers.latest(second)?.reason === 'PAPER_OUT');
  printer.setCondition({ paper: 'present' });
  await until('the second is confirmed', () => registers.latest(second)?.state === 'CONFIRMED');
  expect(printedNumbers()).toEqual([1, 0, 2]);
  expect(texts()[1]).toContain('TICKET INTERROMPU');
});

test('a printer that never confirms leaves the job to a person and is not asked to print it again', async () => {
  const deaf = createServer((socket) =>
    socket.on('data', (bytes) => {
      for (const [index, byte] of bytes.entries()) {
        if (byte === 0x10 && bytes[index + 1] === 0x04) socket.write(Buffer.from([0x12]));
      }
      if (bytes.includes('\x1b@\x1dr\x01') && bytes.length < 20) socket.write(Buffer.from([0x00]));
    }),
  );
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  const address = deaf.address() as { readonly port: number };
  const agent = await startAgent({ at: address.port, printMs: 300 });
  const job = printJob();
  registers.add(job);
  await until('it is unknown', () => registers.latest(job)?.state === 'UNKNOWN');
  expect(registers.latest(job)?.detail).toContain('no confirmation');
  await stopAgent(agent);
  deaf.close();
});

test('a printer that answers no status is done once everything is sent', async () => {
  await startAgent({ monitored: false });
  const job = printJob();
  registers.add(job);
  await until('it is sent', () => registers.latest(job)?.state === 'SENT');
  expect(registers.latest(job)?.final).toBe(true);
  await until('it is printed', () => papers.length === 1);
  await until('a heartbeat tells', () => registers.heartbeats.at(-1)?.printer.state === 'UNMONITORED');
});

test('a job begun under a journal that is lost is left to a person', async () => {
  const job = printJob({ state: 'SENDING' });
  registers.add(job);
  await startAgent();
  await until('it is unknown', () => registers.latest(job)?.state === 'UNKNOWN');
  expect(papers).toHaveLength(0);
});

test('a job older than the journal remembers is left to a person', async () => {
  const job = printJob({ createdAt: '2020-01-01T00:00:00.000Z' });
  registers.add(job);
  await startAgent();
  await until('it is unknown', () => registers.latest(job)?.state === 'UNKNOWN');
  expect(papers).toHaveLength(0);
});
