import type { DatasetManifest, WeatherOrder, WeatherSwitch } from '@encaisse/contracts';
import { CORRELATION_HTTP_HEADER, exchangePath, weatherReport } from '@encaisse/contracts';
import type { z } from 'zod';
import { HeadOffice } from '../../spec/head-office.js';

let office: HeadOffice;
beforeAll(async () => {
  office = await HeadOffice.start();
});
afterEach(() => office.fetch('/back-office/v1/weather', { method: 'DELETE' }));
afterAll(() => office.stop());

const manifestPath = (registerNumber = 1): string =>
  exchangePath('readDatasetManifest', { storeCode: 'S01', registerNumber });
const order = async (body: Partial<WeatherOrder>): Promise<WeatherSwitch> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await office.fetch('/back-office/v1/weather', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return answer.json() as Promise<WeatherSwitch>;
};
const manifest = async (): Promise<DatasetManifest> =>
  (await office.get<DatasetManifest>(manifestPath())).body;
const articlesPath = ({ parts }: DatasetManifest): string => {
  const sha256 = parts.find(({ name }) => name === 'articles')?.sha256 ?? '';
  return exchangePath('readPart', { name: 'articles', sha256 });
};

describe('the weather on the line', () => {
  it('fails for as many requests as were ordered, then is fine again', async () => {
    await order({ fault: { kind: 'FAIL', status: 503, retryAfterSeconds: 7 }, requests: 2 });
    const first = await office.get(manifestPath());
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '7']);
    expect((await office.get(manifestPath())).status).toBe(503);
    expect((await office.get(manifestPath())).status).toBe(200);
  });

  it('strikes the store, the register and the operations that it was ordered for, and counts them', async () => {
    const { weatherId } = await order({
      fault: { kind: 'FAIL', status: 500 },
      operations: ['readDatasetManifest'],
      storeCode: 'S01',
      registerNumber: 2,
      requests: null,
    });
    expect((await office.get(manifestPath(1))).status).toBe(200);
    expect((await office.get(manifestPath(2))).status).toBe(500);
    const { switches }: z.infer<typeof weatherReport> = weatherReport.parse(
      (await office.get('/back-office/v1/weather')).body,
    );
    expect(switches).toMatchObject([{ weatherId, struck: 1 }]);
    await office.fetch(`/back-office/v1/weather/${weatherId}`, { method: 'DELETE' });
    expect((await office.get(manifestPath(2))).status).toBe(200);
  });

  it('strikes what is asked under the correlation id that it was ordered for, and nothing else', async () => {
    const correlationId = 'the-import-of-a-till';
    const faults = [{ kind: 'FAIL', status: 500 }, { kind: 'OTHER_REGISTER' }] as const;
    for (const fault of faults) await order({ fault, correlationId });
    expect((await office.get(manifestPath())).body).toMatchObject({ registerNumber: 1 });
    const headers = { [CORRELATION_HTTP_HEADER]: correlationId };
    expect((await office.fetch(manifestPath(), { headers })).status).toBe(500);
    expect(await (await office.fetch(manifestPath(), { headers })).json()).toMatchObject({
      registerNumber: 2,
    });
  });

  it('hangs up without an answer', async () => {
    await order({ fault: { kind: 'HANG_UP' } });
    await expect(office.get(manifestPath())).rejects.toThrow();
    expect((await office.get(manifestPath())).status).toBe(200);
  });

  it('stalls after the headers', async () => {
    await order({ fault: { kind: 'STALL' } });
    const answer = await office.fetch(manifestPath(), { signal: AbortSignal.timeout(500) });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow(/abort/u);
  });

  it('cuts a body half-way, plain JSON or a compressed part', async () => {
    const path = articlesPath(await manifest());
    await order({ fault: { kind: 'CUT', afterPermille: 500 }, requests: 2 });
    await expect(office.get(manifestPath())).rejects.toThrow();
    await expect(office.get(path)).rejects.toThrow();
    expect((await office.get(path)).status).toBe(200);
  });

  it('trickles', async () => {
    const { length } = JSON.stringify(await manifest());
    await order({ fault: { kind: 'TRICKLE', bytesPerSecond: length * 2 } });
    const startedAt = Date.now();
    expect(await manifest()).toMatchObject({ storeCode: 'S01' });
    expect(Date.now() - startedAt).toBeGreaterThan(300);
  });
});

describe('the weather in a dataset', () => {
  it.each(['WRONG_ROW_COUNT', 'WRONG_SHA256', 'OTHER_REGISTER', 'OLDER_VERSION', 'BAD_ROWS'] as const)(
    'tells a manifest that is not so: %s, whose part can be read',
    async (kind) => {
      const true_ = await manifest();
      await order({ fault: { kind } as WeatherOrder['fault'] });
      const told = await manifest();
      expect(told).not.toEqual(true_);
      expect((await office.get(articlesPath(told))).status).toBe(200);
      expect(await manifest()).toEqual(true_);
    },
  );
});

it('refuses weather that there is not', async () => {
  await expect(order({ fault: { kind: 'SUN' } as never })).rejects.toThrow(/BODY_INVALID/u);
});
