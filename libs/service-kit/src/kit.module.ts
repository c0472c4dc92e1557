import { Bus } from '@encaisse/messaging';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Global,
  Inject,
  Module,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { databaseIsReady } from './database.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';
import { CONFIG, LOG } from './tokens.js';

export interface KitParts {
  readonly config: unknown;
  readonly log: Logger;
  readonly bus: Bus | undefined;
}

/** What every service has: configuration, log, bus, health. */
@Global()
@Module({})
export class KitModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly readiness: Readiness,
    @Inject(LOG) private readonly log: Logger,
    @Optional() private readonly bus?: Bus,
    @Optional() private readonly database?: DataSource,
  ) {}

  static with({ config, log, bus }: KitParts): DynamicModule {
    const providers = [
      Readiness,
      { provide: CONFIG, useValue: config },
      { provide: LOG, useValue: log },
      ...(bus === undefined ? [] : [{ provide: Bus, useValue: bus }]),
    ];
    return {
      module: KitModule,
      imports: [TerminusModule.forRoot({ logger: false, gracefulShutdownTimeoutMs: 0 })],
      controllers: [HealthController],
      providers,
      exports: providers,
    };
  }

  onApplicationBootstrap(): void {
    const { bus, database } = this;
    if (bus) this.readiness.add('nats', () => bus.isReady());
    if (database) this.readiness.add('database', () => databaseIsReady(database));
  }

  /** Requests in hand are answered before the database goes. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.bus?.drain();
    this.log.info('drained');
  }
}
