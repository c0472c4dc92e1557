import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { serviceConfig } from './config.js';
import { Readiness } from './readiness.js';
import { createService } from './start-service.js';

@Module({})
class EmptyModule {}

const definition = {
  name: 'healthy',
  config: z.object(serviceConfig),
  module: (): DynamicModule => ({ module: EmptyModule }),
};
const config = { NODE_ENV: 'test', LOG_LEVEL: 'silent', HOST: '127.0.0.1', PORT: 0 } as const;

describe('the health of a service', () => {
  it('is ready while everything it talks to answers, and names what does not with a 503', async () => {
    const app = await createService(definition, config);
    let up = true;
    app.get(Readiness).add('database', async () => up);
    app.get(Readiness).add('queue', async () => true);

    const ready = await app.inject({ method: 'GET', url: '/health/ready' });
    expect(ready.statusCode).toBe(200);

    up = false;
    const down = await app.inject({ method: 'GET', url: '/health/ready' });
    expect(down.statusCode).toBe(503);
    expect(down.json()).toMatchObject({ details: { database: { status: 'down' }, queue: { status: 'up' } } });

    const live = await app.inject({ method: 'GET', url: '/health/live' });
    expect(live.statusCode).toBe(200);
    await app.close();
  });

  it('counts a check that throws as down', async () => {
    const app = await createService(definition, config);
    app.get(Readiness).add('database', async () => {
      throw new Error('connection lost');
    });
    const down = await app.inject({ method: 'GET', url: '/health/ready' });
    expect(down.statusCode).toBe(503);
    await app.close();
  });

  it('answers an unknown address with a problem and the correlation id that was brought', async () => {
    const app = await createService(definition, config);
    const headers = { 'x-correlation-id': 'click-00000001' };
    const answer = await app.inject({ method: 'GET', url: '/nowhere', headers });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'ROUTE_UNKNOWN',
      status: 404,
      correlationId: 'click-00000001',
    });
    await app.close();
  });
});
