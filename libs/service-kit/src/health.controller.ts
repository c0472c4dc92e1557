import { Bus } from '@encaisse/messaging';
import { Controller, Get, Optional } from '@nestjs/common';
import { type HealthCheckResult, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { Readiness } from './readiness.js';

/** `live`: restart me if not 200. `ready`: send me work only if 200; says which part is down. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly readiness: Readiness,
    @Optional() private readonly bus?: Bus,
  ) {}

  @Get('live')
  live(): Promise<HealthCheckResult> {
    // A NATS connection closed for good leaves a process that is alive and deaf: only a restart mends that.
    const alive = this.bus?.isAlive() ?? true;
    const nats = this.indicator.check('process');
    return this.health.check([() => (alive ? nats.up() : nats.down('NATS connection closed for good'))]);
  }

  @Get('ready')
  async ready(): Promise<HealthCheckResult> {
    const answers = await this.readiness.ask();
    return this.health.check(
      Object.entries(answers).map(([name, up]) => () => {
        const indicator = this.indicator.check(name);
        return up ? indicator.up() : indicator.down();
      }),
    );
  }
}
