import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  adminCommands,
  exportQueries,
  printWakeSubject,
  supervisionCommands,
  syncCommands,
  syncReports,
  tillQueries,
} from '@encaisse/contracts';
import { connect, credsAuthenticator, jwtAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import {
  createNatsOperator,
  type NatsOperator,
  natsServerConfig,
  type ServiceName,
  signServices,
  signTillUser,
  tillInbox,
} from './nats-operator.js';
import { pushRevocations } from './nats-revocation.js';
import { newUserKey, type UserKey } from './user-key.js';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

describe('a NATS server in operator mode', () => {
  const dir = mkdtempSync(join(tmpdir(), 'encaisse-nats-'));
  let operator: NatsOperator;
  let services: Readonly<Record<ServiceName, string>>;
  let url: string;
  let server: ReturnType<typeof spawn>;
  const open: NatsConnection[] = [];

  const connectTill = async (tillId: string, key: UserKey): Promise<NatsConnection> => {
    const jwt = await signTillUser(operator.signer, tillId, key.publicKey);
    const connection = await connect({
      servers: url,
      inboxPrefix: tillInbox(tillId),
      authenticator: jwtAuthenticator(jwt, new TextEncoder().encode(key.seed)),
      reconnect: false,
    });
    open.push(connection);
    return connection;
  };

  const connectService = async (name: ServiceName): Promise<NatsConnection> => {
    const connection = await connect({
      servers: url,
      inboxPrefix: `_INBOX.${name}`,
      authenticator: credsAuthenticator(new TextEncoder().encode(services[name])),
      reconnect: false,
    });
    open.push(connection);
    return connection;
  };

  beforeAll(async () => {
    operator = await createNatsOperator();
    services = await signServices(operator.signer);
    const port = await freePort();
    url = `nats://127.0.0.1:${port}`;
    mkdirSync(join(dir, 'accounts'));
    const listen = `127.0.0.1:${port}`;
    const config = natsServerConfig(operator, {
      listen,
      monitor: '127.0.0.1:-1',
      resolverDir: join(dir, 'accounts'),
    });
    writeFileSync(join(dir, 'nats.conf'), config);
    server = spawn('nats-server', ['-c', join(dir, 'nats.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Server is ready')) resolve();
      });
      server.once('exit', () => reject(new Error(said)));
      server.once('error', reject);
    });
  }, 20_000);

  afterAll(async () => {
    await Promise.all(open.map((connection) => connection.close()));
    server.kill('SIGTERM');
    await once(server, 'exit');
    rmSync(dir, { recursive: true });
  });

  it('lets a till, enrolled without a reload, hear its own doorbell and no other', async () => {
    const till = await connectTill('till-1', newUserKey());
    const refused = new Promise<string>((resolve) => {
      till.subscribe(printWakeSubject('till-2'), { callback: (error) => resolve(String(error)) });
    });
    till.subscribe(printWakeSubject('till-1'), { callback: () => undefined });
    await expect(refused).resolves.toMatch(/Permissions Violation/iu);
  });

  it("refuses a till's request on another till's subject", async () => {
    const till = await connectTill('till-1', newUserKey());
    await expect(till.request('encaisse.till.till-2.print.pull.v1', '', { timeout: 1_000 })).rejects.toThrow(
      /permission/iu,
    );
  });

  it('throws a revoked till out at once and keeps the others', async () => {
    const [lost, kept] = [newUserKey(), newUserKey()];
    const [lostTill, keptTill] = [await connectTill('till-3', lost), await connectTill('till-4', kept)];
    const closed = lostTill.closed();
    await pushRevocations([url], operator.revoker, { [lost.publicKey]: Math.floor(Date.now() / 1000) + 60 });
    // Of the server, or of the socket where that was faster: whose class is then another realm's.
    await expect(closed).resolves.toHaveProperty('message');
    await keptTill.flush();
    expect(keptTill.isClosed()).toBe(false);
    const jwtBefore = connectTill('till-3', lost);
    // On a busy machine the socket may be gone before the server's reason was read.
    await expect(jwtBefore).rejects.toThrow(/Authorization|EPIPE/iu);
  });

  it('lets a till in whose older tokens alone are out', async () => {
    const key = newUserKey();
    const beforeNow = Math.floor(Date.now() / 1000) - 1;
    await pushRevocations([url], operator.revoker, { [key.publicKey]: beforeNow });
    const till = await connectTill('till-5', key);
    await till.flush();
    expect(till.isClosed()).toBe(false);
  });

  it.each([
    syncCommands.startImportJob,
    syncReports.importSucceeded,
    exportQueries.readExport,
    adminCommands.createStore,
  ])('keeps what services say to each other from the gateway: $subject', async ({ subject }) => {
    const gateway = await connectService('gateway');
    await expect(gateway.request(subject, '', { timeout: 2_000 })).rejects.toThrow(/permission/iu);
  });

  it.each([
    { name: 'gateway', contract: tillQueries.getExport },
    { name: 'gateway', contract: supervisionCommands.act },
    { name: 'supervision-service', contract: adminCommands.createStore },
    { name: 'register-service', contract: syncCommands.startImportJob },
    { name: 'sync-service', contract: syncReports.importSucceeded },
    { name: 'sync-service', contract: exportQueries.readExport },
  ] as const)('lets $name ask what it has to: $contract.subject', async ({ name, contract }) => {
    const service = await connectService(name);
    await expect(service.request(contract.subject, '', { timeout: 2_000 })).rejects.toThrow(/responders/iu);
  });

  it('lets nobody in without an identity', async () => {
    await expect(connect({ servers: url, reconnect: false, timeout: 2_000 })).rejects.toThrow(
      /Authorization/iu,
    );
  });
});
