import { pauseMs } from './delivery.js';
import { signatureOf } from './webhook-client.js';
import { WebhookNetworks } from './webhook-networks.js';

const HTTPS = 'https:';
const HTTP = 'http:';

describe('where webhooks may go', () => {
  const open = new WebhookNetworks([]);
  const trusting = new WebhookNetworks(['10.20.0.0/16', '127.0.0.1', 'fd12::/16', '169.254.0.0/16']);

  it.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    '%s is public: https only',
    (address) => {
      expect(open.allows(address, HTTPS)).toBe(true);
      expect(open.allows(address, HTTP)).toBe(false);
      expect(trusting.allows(address, HTTP)).toBe(false);
    },
  );

  it.each(['10.0.0.1', '172.31.255.1', '192.168.1.1', '127.0.0.1', '100.64.0.1', '::1', 'fd00::1'])(
    '%s is private',
    (address) => {
      expect(open.allows(address, HTTPS)).toBe(false);
    },
  );

  it.each(['10.20.3.4', '127.0.0.1', 'fd12::9', '::ffff:10.20.3.4'])(
    '%s is of a network that is trusted',
    (address) => {
      expect(trusting.allows(address, HTTPS)).toBe(true);
      expect(trusting.allows(address, HTTP)).toBe(true);
    },
  );

  it.each([
    ...[
      '169.254.169.254',
      '169.254.0.1',
      '::ffff:169.254.169.254',
      '::ffff:a9fe:a9fe',
      'fe80::1',
      'fd00:ec2::254',
    ],
    ...['100.100.100.200', '168.63.129.16', '0.0.0.0', '::', '224.0.0.1', '255.255.255.255', 'ff02::1'],
    ...['10.21.0.1', '::ffff:192.168.1.1', '64:ff9b::a9fe:a9fe', '2002:a00:1::', 'localhost', ''],
  ])('%s is never told anything', (address) => {
    expect(trusting.allows(address, HTTPS)).toBe(false);
    expect(trusting.allows(address, HTTP)).toBe(false);
  });

  it('are only known by name until it is looked up: by plain http where some network is trusted', () => {
    const may = (networks: WebhookNetworks, url: string) => networks.mayBe(new URL(url));
    expect(may(open, 'https://hooks.chaine.example/')).toBe(true);
    expect(may(open, 'http://hooks.chaine.example/')).toBe(false);
    expect(may(trusting, 'http://hooks.chaine.example/')).toBe(true);
    expect(may(trusting, 'https://[::ffff:10.21.0.1]/')).toBe(false);
  });
});

it('signs as the example of standardwebhooks.com is signed', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signature = signatureOf(
    secret,
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1_614_265_330,
    '{"test": 2432232314}',
  );
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('waits twice as long each time, a fifth more or less, and a quarter of an hour at most', () => {
  expect([1, 2, 3, 8, 60].map((attempts) => pauseMs(attempts, 0.5) / 1_000)).toEqual([10, 20, 40, 900, 900]);
  expect([pauseMs(1, 0), pauseMs(1, 1)]).toEqual([8_000, 12_000]);
});
