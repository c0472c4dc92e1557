import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { identityOf } from './enrolment.js';
import { TillSecrets } from './till-identity.js';

const log = pino({ level: 'silent' });
const ENROLLED = {
  storeId: '0198c2f0-0000-7000-8000-000000000001',
  storeCode: 'S01',
  tillId: '0198c2f0-0000-7000-8000-000000000002',
  tillCode: 'T1',
  device: 'AGENT',
  credential: 'a-credential-that-is-long-enough',
  natsUserJwt: 'jwt',
};
const problemOf = (status: number, code: string) => ({
  type: `urn:encaisse:error:${code}`,
  title: code,
  titleFr: code,
  status,
  code,
  correlationId: 'c',
});

let folder: string;
let gateway: Server;
let gatewayUrl: string;
let answers: { readonly status: number; readonly body: unknown }[];
let asked: { readonly code: string; readonly natsPublicKey: string }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'enrolment-'));
  asked = [];
  gateway = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      asked.push(JSON.parse(text));
      const { status, body } = answers.shift() ?? { status: 500, body: problemOf(500, 'INTERNAL') };
      if (status === 0) request.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  gatewayUrl = `http://127.0.0.1:${(gateway.address() as { readonly port: number }).port}`;
});
afterEach(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await rm(folder, { recursive: true });
});

const start = () =>
  identityOf(new TillSecrets(folder), { gatewayUrl, enrolmentCode: 'ABCD-EFGH', retryMs: 10 }, log);

test('a till is enrolled once and keeps its secrets to itself', async () => {
  answers = [{ status: 200, body: ENROLLED }];
  const first = await start();
  expect(first).toMatchObject({
    tillId: ENROLLED.tillId,
    credential: ENROLLED.credential,
    natsUserJwt: 'jwt',
  });
  expect(asked).toMatchObject([{ code: 'ABCD-EFGH', natsPublicKey: expect.stringMatching(/^U/u) }]);
  expect(await start()).toEqual(first);
  expect(asked).toHaveLength(1);
  expect((await stat(join(folder, 'till.json'))).mode & 0o777).toBe(0o600);
});

test('an enrolment whose answer is lost is asked again, with the same key even after a restart', async () => {
  answers = [
    { status: 503, body: problemOf(503, 'UNAVAILABLE') },
    { status: 0, body: undefined },
    { status: 403, body: problemOf(403, 'ENROLMENT_CODE_INVALID') },
  ];
  await expect(start()).rejects.toThrow('ENROLMENT_CODE_INVALID');
  answers = [{ status: 200, body: ENROLLED }];
  await start();
  expect(new Set(asked.map(({ natsPublicKey }) => natsPublicKey)).size).toBe(1);
  expect(asked).toHaveLength(4);
});

test('without a code a till that is not enrolled refuses to start', async () => {
  const settings = { gatewayUrl, enrolmentCode: undefined, retryMs: 10 };
  await expect(identityOf(new TillSecrets(folder), settings, log)).rejects.toThrow('ENROLMENT_CODE');
});
