import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { PrintJournal } from '../src/journal/print-journal.js';
import { connectPrinter } from '../src/printer/connect-printer.js';
import { PrinterAgent } from '../src/printer-agent.js';
import type { JobReport } from '../src/till/register-service.js';
import { FakeRegisterService } from './fake-register-service.js';

/**
 * The agent in a process of its own, to be killed at any moment. Jobs come as one JSON array on the first line of standard
 * input; each report goes out as a line of JSON.
 */
const [folder = '', port = '0'] = process.argv.slice(2);

class ChildRegisterService extends FakeRegisterService {
  override async report(report: JobReport) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return super.report(report);
  }
}

const registers = new ChildRegisterService();
for await (const line of createInterface({ input: process.stdin })) {
  registers.jobs.push(...JSON.parse(line));
  break;
}
const clock = () => new Date();
const agent = new PrinterAgent({
  registers,
  journal: await PrintJournal.open(folder, { clock }),
  printer: connectPrinter({ url: `tcp://127.0.0.1:${port}`, monitored: true, printMs: 5_000 }),
  columns: 42,
  agentVersion: 'test',
  pullIntervalMs: 50,
  timing: { waitsMs: [20], idleCheckMs: 50, statusFreshMs: 2_000, reportRetryMs: 20, heartbeatMs: 1_000 },
  clock,
  log: pino({ level: 'silent' }),
});
agent.start();
