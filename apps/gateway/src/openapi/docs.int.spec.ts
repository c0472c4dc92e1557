import { readFile } from 'node:fs/promises';
import type { OpenAPIObject } from '@nestjs/swagger';
import { call, type RunningGateway, runGateway } from '../../spec/running-gateway.js';
import { ROUTES } from '../routes/routes.js';

const COMMITTED = new URL('../../../../docs/openapi.json', `file://${__filename}`);

/** What gives a credential asks for none. */
const FOR_ANYBODY: readonly string[] = [
  ...['enrolTill', 'logIn', 'chooseFirstPassword'],
  ...['enrolPage', 'logInPage', 'chooseFirstPasswordOnPage'],
];

describe("the API's documentation", () => {
  let gateway: RunningGateway;
  let served: OpenAPIObject;

  beforeAll(async () => {
    gateway = await runGateway();
    served = (await call(gateway, 'GET', '/api/openapi.json')).body as OpenAPIObject;
  }, 60_000);
  afterAll(() => gateway.stop());

  const operations = () => Object.values(served.paths).flatMap((path) => Object.values(path));

  it('as committed is the one that is served', async () => {
    expect(JSON.parse(await readFile(COMMITTED, 'utf8'))).toEqual(served);
  });

  it('has every route, each with a summary in English and in French', () => {
    const names = [...ROUTES.values()].flatMap((routes) => Object.keys(routes));
    const ofJobs = ['readTillJob', 'followTillJob', 'readTillJobRejects', 'followJob', 'readJobRejects'];
    const files = ['downloadRegisters', 'downloadSales', 'downloadSessions', 'downloadTickets'];
    const written = [...FOR_ANYBODY, 'logOutPage', ...ofJobs, ...files];
    expect(
      operations()
        .map(({ operationId }) => operationId)
        .toSorted(),
    ).toEqual([...names, ...written].toSorted());
    for (const { summary } of operations()) expect(summary).toMatch(/^.+ · .+$/u);
  });

  it('says of every route who may call it, what it takes and with which codes it refuses', () => {
    const open = served.paths['/api/v1/till/registers/{registerId}/open']?.post;
    expect(open?.security).toEqual([{ till: [] }]);
    expect(open?.requestBody).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/OpenRegister' } } },
    });
    expect(open?.responses['409']).toMatchObject({
      description: expect.stringContaining('`IMPORT_REQUIRED`'),
    });
    expect(served.paths['/api/v1/till/registers/{registerId}/tickets']?.post?.security).toEqual([
      { till: [], connection: [] },
    ]);
    const ways = operations().filter(({ operationId }) => !FOR_ANYBODY.includes(operationId));
    for (const { security, responses } of ways) {
      expect(security).toHaveLength(1);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '500', '503']));
    }
  });

  it('says what a webhook is sent, at the operation that asks for it', () => {
    const { callbacks } = served.paths['/api/v1/head-office/alert-subscriptions']?.post ?? {};
    expect(callbacks).toMatchObject({
      alert: {
        '{$request.body#/to/url}': {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { $ref: '#/components/schemas/AlertNotice' } } },
            },
          },
        },
      },
    });
    expect(served.components?.schemas?.['AlertNotice']).toMatchObject({
      type: 'object',
      properties: { version: {}, type: {}, data: { type: 'object' } },
    });
  });

  it('refers to nothing that it does not define', () => {
    const text = JSON.stringify(served);
    const references = new Set(
      [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/gu)].map(([, kind, name]) => `${kind}/${name}`),
    );
    const { schemas, examples } = served.components ?? {};
    const defined = [
      ...Object.keys(schemas ?? {}).map((name) => `schemas/${name}`),
      ...Object.keys(examples ?? {}).map((name) => `examples/${name}`),
    ];
    expect([...references].filter((reference) => !defined.includes(reference))).toEqual([]);
  });

  it('is a page whose scripts come from here', async () => {
    const page = await fetch(`${gateway.url}/api/docs`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await page.text();
    const scripts = [...html.matchAll(/<script[^>]* src="(?<src>[^"]+)"/gu)].map(
      ({ groups }) => groups?.src ?? '',
    );
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      const response = await fetch(new URL(script, `${gateway.url}/api/docs`));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('javascript');
      await response.body?.cancel();
    }
    expect(html).not.toMatch(/<script(?![^>]* src=)/u);
  });
});
