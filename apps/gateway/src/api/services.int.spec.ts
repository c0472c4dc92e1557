import { done, refused, tillCommands, tillQueries } from '@encaisse/contracts';
import { MessagingFault } from '@encaisse/messaging';
import { v7 as uuidv7 } from 'uuid';
import { till, tillCommand } from '../../spec/callers.js';
import {
  alike,
  call,
  type FakeService,
  type RunningGateway,
  runGateway,
} from '../../spec/running-gateway.js';

const { startImport } = tillCommands;
const body = { seller: { code: 'RESP', password: 'x' } };
const importPath = () => `/api/v1/till/registers/${uuidv7()}/import`;

/** The gateway and NATS are real; register-service is a stand-in that is away, silent or busy. */
describe('a service that does not answer', () => {
  let gateway: RunningGateway;
  let service: FakeService | undefined;

  beforeAll(async () => {
    gateway = await runGateway();
  }, 60_000);
  afterEach(async () => {
    await service?.stop();
    service = undefined;
  });
  afterAll(() => gateway.stop());

  it('that is not there is UNAVAILABLE at once, and says when to come back', async () => {
    // Another one keeps its caller waiting: whoever asks after it and is answered first has not waited.
    const { getPrintJob } = tillQueries;
    const silence = Promise.withResolvers<ReturnType<typeof refused>>();
    const asked = Promise.withResolvers<void>();
    service = await gateway.fakeService('register-service');
    await service.serve(
      { getPrintJob },
      {
        getPrintJob: () => {
          asked.resolve();
          return silence.promise;
        },
      },
    );
    let waited = false;
    const waiting = call(gateway, 'GET', `/api/v1/till/print-jobs/${uuidv7()}`, { headers: till }).then(
      (answer) => {
        waited = true;
        return answer;
      },
    );
    await asked.promise;
    const answer = await call(gateway, 'POST', importPath(), { headers: tillCommand(), body });
    expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(waited).toBe(false);
    silence.resolve(refused('PRINT_JOB_UNKNOWN'));
    expect(await waiting).toMatchObject({ status: 404 });
  });

  it('that stays silent is UNAVAILABLE all the same, and asked no second time', async () => {
    let asked = 0;
    const silence = Promise.withResolvers<ReturnType<typeof refused>>();
    service = await gateway.fakeService('register-service');
    await service.serve(
      { startImport },
      {
        startImport: () => {
          asked += 1;
          return silence.promise;
        },
      },
    );
    const answer = await call(gateway, 'POST', importPath(), { headers: tillCommand(), body });
    expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(asked).toBe(1);
    silence.resolve(refused('CODE_TAKEN'));
  }, 15_000);

  it('that is busy is asked once more, with the same key', async () => {
    const keys: string[] = [];
    service = await gateway.fakeService('register-service');
    await service.serve(
      { startImport },
      {
        startImport: async ({ idempotencyKey }) => {
          keys.push(idempotencyKey);
          if (keys.length === 1) throw new MessagingFault('UNAVAILABLE', 'busy');
          return done({ jobId: idempotencyKey });
        },
      },
    );
    const headers = tillCommand();
    const answer = await call(gateway, 'POST', importPath(), { headers, body });
    expect(answer).toMatchObject({ status: 202, body: { jobId: headers['idempotency-key'] } });
    expect(keys).toEqual([headers['idempotency-key'], headers['idempotency-key']]);
  });

  it('that stays busy is asked twice and no more', async () => {
    let asked = 0;
    service = await gateway.fakeService('register-service');
    await service.serve(
      { startImport },
      {
        startImport: async () => {
          asked += 1;
          throw new MessagingFault('UNAVAILABLE', 'busy');
        },
      },
    );
    const answer = await call(gateway, 'POST', importPath(), { headers: tillCommand(), body });
    expect(answer).toMatchObject({ status: 503 });
    expect(asked).toBe(2);
  });

  it('that failed is not asked again: it may have done half of it', async () => {
    let asked = 0;
    service = await gateway.fakeService('register-service');
    await service.serve(
      { startImport },
      {
        startImport: async () => {
          asked += 1;
          throw new Error('a bug over there');
        },
      },
    );
    const answer = await call(gateway, 'POST', importPath(), { headers: tillCommand(), body });
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
    expect(asked).toBe(1);
  });

  it('that does not know an enrolment is asked once: its first answer spends the code', async () => {
    let asked = 0;
    const { enrolTill } = tillCommands;
    service = await gateway.fakeService('register-service');
    await service.serve(
      { enrolTill },
      {
        enrolTill: async () => {
          asked += 1;
          throw new MessagingFault('UNAVAILABLE', 'busy');
        },
      },
    );
    const enrolment = { code: 'K7QM-4XZT', natsPublicKey: null };
    const answer = await call(gateway, 'POST', '/api/v1/till/enrol', { body: enrolment });
    expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
    expect(asked).toBe(1);
  });

  it('that answers what its contract does not promise has failed', async () => {
    const { getPrintJob } = tillQueries;
    service = await gateway.fakeService('register-service');
    await service.serve({ getPrintJob }, { getPrintJob: async () => done({ state: 'ON_FIRE' } as never) });
    const answer = await call(gateway, 'GET', `/api/v1/till/print-jobs/${uuidv7()}`, { headers: till });
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
  });

  it('leaves the gateway alive and ready all the same', async () => {
    for (const probe of ['/health/live', '/health/ready']) {
      expect(await call(gateway, 'GET', probe)).toMatchObject({ status: 200, body: { status: 'ok' } });
    }
  });

  it('answers again as soon as it is back', async () => {
    const { tillContext } = tillQueries;
    service = await gateway.fakeService('register-service');
    await service.serve(
      { tillContext },
      alike({ tillContext }, () => refused('TILL_REVOKED')),
    );
    const answer = await call(gateway, 'GET', '/api/v1/till/context', { headers: till });
    expect(answer).toMatchObject({ status: 401, body: { code: 'TILL_REVOKED' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });
});
