import { done, refused, rpc, tillRpc } from '@encaisse/contracts';
import { serverUrl } from '@encaisse/testing';
import { pino } from 'pino';
import { z } from 'zod';
import { Bus } from './bus.js';
import { currentCorrelationId, withCorrelation } from './correlation.js';
import { MessagingFault } from './fault.js';

const log = pino({ level: 'silent' });
const lines: Record<string, unknown>[] = [];
const keeping = pino({ level: 'error' }, { write: (line: string) => lines.push(JSON.parse(line)) });
const suffix = crypto.randomUUID();
const contracts = {
  double: rpc(`test.${suffix}.double`, z.strictObject({ n: z.int() }), z.object({ n: z.int() })),
  refuse: rpc(`test.${suffix}.refuse`, z.strictObject({}), z.object({})),
  fail: rpc(`test.${suffix}.fail`, z.strictObject({}), z.object({})),
  long: rpc(`test.${suffix}.long`, z.strictObject({ text: z.string() }), z.object({ text: z.string() })),
  correlation: rpc(`test.${suffix}.correlation`, z.strictObject({}), z.object({ id: z.string().optional() })),
};

describe('the bus', () => {
  let server: Bus;
  let client: Bus;

  beforeAll(async () => {
    const servers = [serverUrl('NATS_URL')];
    server = await Bus.connect({ servers, name: 'server', log: keeping });
    client = await Bus.connect({ servers, name: 'client', log });
    server.serve('test', contracts, {
      double: async ({ n }) => done({ n: 2 * n }),
      refuse: async () => refused('REGISTER_UNKNOWN', { registerId: 'r' }),
      fail: async () => {
        throw new Error('the database is gone');
      },
      long: async ({ text }) => done({ text: text.repeat(1_200_000) }),
      correlation: async () => done({ id: currentCorrelationId() }),
    });
  });
  afterAll(async () => {
    await client.drain();
    await server.drain();
  });

  it('brings an answer', async () => {
    await expect(client.request(contracts.double, { n: 21 })).resolves.toEqual(done({ n: 42 }));
  });

  it('brings a refusal as data, with its facts', async () => {
    const answer = await client.request(contracts.refuse, {});
    expect(answer).toEqual(refused('REGISTER_UNKNOWN', { registerId: 'r' }));
  });

  it('refuses a body that does not fit, naming what is wrong, without calling the handler', async () => {
    const answer = await client.request(contracts.double, { n: 1.5 });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'BODY_INVALID' } });
  });

  it('throws a fault when the other side failed, and tells nothing of why', async () => {
    const asked = client.request(contracts.fail, {});
    await expect(asked).rejects.toThrow(MessagingFault);
    await expect(client.request(contracts.fail, {})).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(client.request(contracts.fail, {})).rejects.not.toThrow(/database/u);
  });

  it('throws TOO_LARGE for what does not fit into one message, and logs an answer that is so with its size', async () => {
    await expect(client.request(contracts.long, { text: 'a' })).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(lines.at(-1)).toMatchObject({
      msg: 'answer too large',
      subject: contracts.long.subject,
      bytes: 1_200_031,
    });
    const asked = client.request(contracts.long, { text: 'a'.repeat(1_200_000) });
    await expect(asked).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(await client.request(contracts.long, { text: '' })).toEqual(done({ text: '' }));
  });

  it('throws UNAVAILABLE at once when nobody listens', async () => {
    const nobody = rpc(`test.${suffix}.nobody`, z.strictObject({}), z.object({}));
    await expect(client.request(nobody, {})).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('gives up a request whose responder died, in the time the contract allows', async () => {
    const silent = rpc(`test.${suffix}.silent`, z.strictObject({}), z.object({}), { timeoutMs: 200 });
    const stop = server.onHint(silent.subject, () => undefined);
    await expect(client.request(silent, {})).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    stop();
  });

  it('carries the correlation id to the handler', async () => {
    const answer = await withCorrelation('click-0001', () => client.request(contracts.correlation, {}));
    expect(answer).toEqual(done({ id: 'click-0001' }));
  });

  it('shares requests between the members of a queue: each is answered once', async () => {
    const other = await Bus.connect({ servers: [serverUrl('NATS_URL')], name: 'server-2', log });
    let answeredByOther = 0;
    other.serve(
      'test',
      { double: contracts.double },
      {
        double: async ({ n }) => {
          answeredByOther += 1;
          return done({ n: 2 * n });
        },
      },
    );
    await other.isReady();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => client.request(contracts.double, { n })),
    );
    expect(answers).toEqual(Array.from({ length: 100 }, (_, n) => done({ n: 2 * n })));
    expect(answeredByOther).toBeGreaterThan(0);
    expect(answeredByOther).toBeLessThan(100);
    await other.drain();
  });

  it('tells a handler which till asked, from the subject', async () => {
    const pull = tillRpc(
      `test-${suffix}.v1`,
      z.strictObject({}),
      z.object({ tillId: z.string().optional() }),
    );
    server.serve('test', { pull }, { pull: async (_, { tillId }) => done({ tillId }) });
    await server.isReady();
    await expect(client.requestAsTill(pull, 'till-7', {})).resolves.toEqual(done({ tillId: 'till-7' }));
  });

  it('refuses two handlers for one subject', () => {
    expect(() =>
      server.serve('test', { double: contracts.double }, { double: async () => done({ n: 0 }) }),
    ).toThrow(/two handlers/u);
  });

  it('finishes what it has in hand before it leaves', async () => {
    const leaving = await Bus.connect({ servers: [serverUrl('NATS_URL')], name: 'leaving', log });
    const slow = rpc(`test.${suffix}.slow`, z.strictObject({}), z.object({}));
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    leaving.serve(
      'test',
      { slow },
      {
        slow: async () => {
          begun();
          await new Promise((resolve) => setTimeout(resolve, 300));
          return done({});
        },
      },
    );
    await leaving.isReady();
    const asked = client.request(slow, {});
    await started;
    await leaving.drain();
    await expect(asked).resolves.toEqual(done({}));
  });
});
