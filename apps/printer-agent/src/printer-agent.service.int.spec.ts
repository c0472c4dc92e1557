import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { done, printingContracts, printWakeSubject } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { SimulatedPrinter, textOf } from '@encaisse/printer-simulator';
import { createService, parseConfig } from '@encaisse/service-kit';
import { type PrivateNats, privateNats } from '@encaisse/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { FakeRegisterService } from '../spec/fake-register-service.js';
import { printJob } from '../spec/print-jobs.js';
import { until } from '../spec/until.js';
import { printerAgentConfig } from './printer-agent.config.js';
import { printerAgentService } from './printer-agent.service.js';

const TILL_ID = uuidv7();
const CREDENTIAL = 'the-credential-of-this-very-till';

let folder: string;
let nats: PrivateNats;
let gateway: Server;
let printer: SimulatedPrinter;
let bus: Bus;
let agent: NestFastifyApplication;
const papers: string[] = [];
const credentials = new Set<string>();
const correlationIds = new Set<string>();
const registers = new FakeRegisterService();

/** Register-service's side of the three contracts, for whichever till asks. */
const serve = (): void =>
  bus.serve('register-service', printingContracts, {
    pull: async ({ tillCredential, maxJobs }, { tillId }) => {
      credentials.add(`${tillId} ${tillCredential}`);
      return done({ jobs: [...(await registers.pull(maxJobs))] });
    },
    report: async ({ tillCredential, ...report }, { tillId, correlationId }) => {
      credentials.add(`${tillId} ${tillCredential}`);
      correlationIds.add(correlationId);
      return done({ disposition: await registers.report(report) });
    },
    heartbeat: async ({ tillCredential, ...facts }, { tillId }) => {
      credentials.add(`${tillId} ${tillCredential}`);
      await registers.heartbeat(facts);
      return done({});
    },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-service-'));
  nats = await privateNats();
  printer = new SimulatedPrinter({ name: 'P1', onTicket: (paper) => papers.push(textOf(paper)) });
  const port = await printer.listen(0);
  bus = await Bus.connect({
    servers: [nats.url],
    name: 'register-service',
    log: pino({ level: 'silent' }),
  });
  serve();
  const enrolled = {
    storeId: uuidv7(),
    storeCode: 'S01',
    tillId: TILL_ID,
    tillCode: 'T1',
    device: 'AGENT',
    credential: CREDENTIAL,
    natsUserJwt: null,
  };
  gateway = createServer((_, response) => response.end(JSON.stringify(enrolled)));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const { port: gatewayPort } = gateway.address() as { readonly port: number };
  const config = parseConfig(printerAgentConfig, {
    PORT: '0',
    NATS_URL: nats.url,
    DATA_DIR: folder,
    GATEWAY_URL: `http://127.0.0.1:${gatewayPort}`,
    ENROLMENT_CODE: 'ABCD-EFGH',
    PRINTER: `tcp://127.0.0.1:${port}`,
    PRINTER_COLUMNS: '42',
    PULL_INTERVAL_MS: '60000',
  });
  agent = await createService(printerAgentService, config, pino({ level: 'silent' }));
}, 30_000);
afterAll(async () => {
  await agent?.close();
  await bus?.drain();
  await nats?.stop();
  await printer?.close();
  gateway?.close();
  await rm(folder, { recursive: true });
});

test('a doorbell brings a job to paper, under the credential of the enrolment and the correlation id of the sale', async () => {
  await until('the agent has pulled and found nothing', () => credentials.size > 0);
  const job = printJob();
  registers.jobs.push(job);
  bus.hint(printWakeSubject(TILL_ID));
  await until('it is confirmed', () => registers.latest(job)?.state === 'CONFIRMED');
  expect(papers).toEqual([expect.stringContaining('TICKET n° 1042')]);
  expect([...credentials]).toEqual([`${TILL_ID} ${CREDENTIAL}`]);
  expect([...correlationIds]).toEqual([job.correlationId]);
});

test('it says that its printer is ready, and is ready itself', async () => {
  await until('a heartbeat came', () => registers.heartbeats.length > 0, 15_000);
  expect(registers.heartbeats.at(-1)?.agentVersion).toMatch(/^\d+\.\d+\.\d+/u);
  const health = await agent.inject({ method: 'GET', url: '/health/ready' });
  expect(health.statusCode).toBe(200);
});
