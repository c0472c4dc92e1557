import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { PrintJob } from '@encaisse/contracts';
import { SimulatedPrinter, textOf } from '@encaisse/printer-simulator';
import { numberedJobs } from '../spec/print-jobs.js';
import { until } from '../spec/until.js';
import type { JobReport } from './till/register-service.js';

/** A ticket takes about 150 ms to print: long enough for a kill to hit it. */
const LINE_MS = 3;
const JOBS = 10;
const KILLS = 5;
const SPEC = join(__dirname, '..', 'spec');

let folder: string;
let printer: SimulatedPrinter;
let port: number;
let papers: string[];
let child: ChildProcess | undefined;
let reports: JobReport[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
  papers = [];
  reports = [];
  printer = new SimulatedPrinter({
    name: 'P1',
    lineMs: LINE_MS,
    onTicket: (paper) => papers.push(textOf(paper)),
  });
  port = await printer.listen(0);
});
afterEach(async () => {
  await kill();
  await printer.close();
  await rm(folder, { recursive: true });
});

const start = (jobs: readonly PrintJob[]): void => {
  const hooks = pathToFileURL(join(SPEC, 'typescript-hooks.mjs')).href;
  const program = join(SPEC, 'printing-child.ts');
  const args = ['--conditions=encaisse-source', '--import', hooks, program, folder, String(port)];
  const started = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  started.stdin.end(`${JSON.stringify(jobs)}\n`);
  createInterface({ input: started.stdout }).on('line', (line) => reports.push(JSON.parse(line)));
  child = started;
};
const kill = async (): Promise<void> => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};
const numberOf = (paper: string): number => Number(/TICKET n° (?<n>\d+)/u.exec(paper)?.groups?.['n'] ?? 0);
const endOf = (job: PrintJob): JobReport | undefined =>
  reports.findLast((report) => report.printJobId === job.printJobId && report.final);

test('an agent that is killed again and again while printing prints no original twice and loses none', async () => {
  const jobs = numberedJobs(JOBS);
  let kills = 0;
  while (jobs.some((job) => endOf(job) === undefined)) {
    const seen = reports.length;
    start(jobs);
    const isSending = () => reports.slice(seen).some(({ state }) => state === 'SENDING');
    const isOver = () => jobs.every((job) => endOf(job) !== undefined);
    await until('a job is being sent or all are over', () => isSending() || isOver(), 20_000);
    if (isOver()) break;
    if (kills === KILLS) {
      await until('the rest is printed', isOver, 20_000);
      break;
    }
    // Somewhere between the leave to send and the confirmation, a different place each time.
    await sleep((kills * 37) % 150);
    await kill();
    kills += 1;
  }
  await sleep(500);

  const ends = jobs.map((job) => endOf(job)?.state);
  expect(kills).toBeGreaterThan(2);
  expect(ends.every((state) => state === 'CONFIRMED' || state === 'UNKNOWN')).toBe(true);
  const printed = papers.map(numberOf).filter((number) => number > 0);
  expect(new Set(printed).size).toBe(printed.length);
  jobs.forEach((job, index) => {
    if (endOf(job)?.state === 'CONFIRMED') expect(printed).toContain(index + 1);
  });
  expect(ends.filter((state) => state === 'UNKNOWN').length).toBeGreaterThan(0);
}, 120_000);
