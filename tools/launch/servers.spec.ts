import { createServer, type Server } from 'node:net';
import { sameInstallation } from './dependencies.mjs';
import { isRecentEnough } from './node24.mjs';
import {
  pingDatabase,
  pingNats,
  pingRedis,
  readDatabaseGreeting,
  readNatsGreeting,
  readRedisAnswer,
} from './ping.mjs';
import { restartDelayMs } from './processes.mjs';
import { withoutPassword } from './servers.mjs';

describe('the greeting of a server', () => {
  const greeting = Buffer.from('\x5a\0\0\0\x0a5.5.5-10.11.19-MariaDB\0rest', 'latin1');

  it('tells MariaDB from what is not a database', () => {
    expect(readDatabaseGreeting(greeting)).toEqual({ ok: true, greeting: '5.5.5-10.11.19-MariaDB' });
    expect(readDatabaseGreeting(Buffer.from('HTTP/1.1 400 Bad Request\r\n'))).toMatchObject({ ok: false });
  });

  it('is waited for until it is whole', () => {
    expect(readDatabaseGreeting(greeting.subarray(0, 12))).toBeUndefined();
    expect(readNatsGreeting(Buffer.from('INFO {"server'))).toBeUndefined();
    expect(readRedisAnswer(Buffer.from('+OK\r\n'))).toBeUndefined();
  });

  it('passes on the reason when the database refuses', () => {
    const refusal = Buffer.concat([
      Buffer.from([0x20, 0, 0, 0, 0xff, 0x10, 0x04]),
      Buffer.from('Too many connections'),
    ]);
    expect(readDatabaseGreeting(refusal)).toEqual({ ok: false, reason: 'Too many connections' });
  });

  it('tells Redis that answers from Redis that wants a password', () => {
    expect(readRedisAnswer(Buffer.from('+OK\r\n+PONG\r\n'))).toMatchObject({ ok: true });
    expect(readRedisAnswer(Buffer.from('-NOAUTH Authentication required.\r\n'))).toEqual({
      ok: false,
      reason: 'it answered: NOAUTH Authentication required.',
    });
  });

  it('tells NATS from what is not', () => {
    expect(readNatsGreeting(Buffer.from('INFO {}\r\n'))).toMatchObject({ ok: true });
    expect(readNatsGreeting(Buffer.from('-ERR unknown\r\n'))).toMatchObject({ ok: false });
  });
});

describe('a server given by its address', () => {
  it.each([
    [pingDatabase, 'postgres://127.0.0.1:5432', 'it must begin with mysql:// or mariadb://'],
    [pingRedis, 'not an address', 'it is not a URL'],
    [pingNats, 'http://127.0.0.1:4222', 'it must begin with nats:// or tls://'],
    [pingRedis, 'redis://127.0.0.1:1', 'the connection is refused: nothing listens there'],
  ])('is refused with the reason (%#)', async (ping, url, reason) => {
    expect(await ping(url)).toEqual({ ok: false, reason });
  });

  it('is shown without its password', () => {
    expect(withoutPassword('mysql://root:s3cret@db:3306/x')).toBe('mysql://root:…@db:3306/x');
  });

  describe('that takes the connection and says nothing', () => {
    let server: Server;
    beforeEach(
      () =>
        new Promise<void>((resolve) => {
          server = createServer(() => undefined).listen(0, '127.0.0.1', resolve);
        }),
    );
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it('does not keep anybody waiting for ever', async () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      expect(await pingDatabase(`mysql://127.0.0.1:${port}`)).toEqual({
        ok: false,
        reason: 'no answer in 3 s',
      });
    });
  });
});

describe('a service that died', () => {
  it('is started again after a pause that grows with each death', () => {
    expect([1, 2, 3, 4].map((deaths) => restartDelayMs(Array(deaths).fill(1_000)))).toEqual([
      250, 500, 1_000, 2_000,
    ]);
  });

  it('is given up after five deaths within a minute', () => {
    expect(restartDelayMs([0, 10_000, 20_000, 30_000, 40_000])).toBeUndefined();
  });

  it('is forgiven what lies more than a minute back', () => {
    expect(restartDelayMs([0, 10_000, 20_000, 30_000, 95_000])).toBe(250);
  });
});

describe('what is installed', () => {
  const wanted = {
    packages: {
      '': {},
      'libs/contracts': { version: '0.1.0' },
      'node_modules/@encaisse/contracts': { resolved: 'libs/contracts', link: true },
      'node_modules/zod': { version: '4.6.0' },
      'node_modules/@swc/core-darwin-arm64': { version: '1.16.18', optional: true },
    },
  };
  const installed = {
    packages: {
      'node_modules/@encaisse/contracts': { resolved: 'libs/contracts', link: true },
      'node_modules/zod': { version: '4.6.0' },
    },
  };

  it('is enough when it is what the lockfile says, without the binaries of other systems', () => {
    expect(sameInstallation(wanted, installed)).toBe(true);
  });

  it.each([
    ['a package has another version', { 'node_modules/zod': { version: '4.5.0' } }],
    ['a package is there that the lockfile no longer has', { 'node_modules/left-pad': { version: '1.3.0' } }],
    [
      'a package of ours points elsewhere',
      { 'node_modules/@encaisse/contracts': { resolved: 'libs/old', link: true } },
    ],
  ])('is installed again when %s', (_what, change) => {
    expect(sameInstallation(wanted, { packages: { ...installed.packages, ...change } })).toBe(false);
  });

  it('is installed again when a package is missing', () => {
    expect(sameInstallation(wanted, { packages: {} })).toBe(false);
  });
});

describe('the Node that runs the launcher', () => {
  it.each([
    ['20.20.2', false],
    ['24.8.0', false],
    ['24.9.0', true],
    ['24.21.0', true],
    ['26.0.0', true],
  ])('%s is recent enough: %s', (version, recent) => {
    expect(isRecentEnough(version)).toBe(recent);
  });
});
