import { join } from 'node:path';
import { Bus, tillInbox } from '@encaisse/messaging';
import { LOG, Readiness } from '@encaisse/service-kit';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Logger } from 'pino';
import { PrintJournal } from './journal/print-journal.js';
import { connectPrinter } from './printer/connect-printer.js';
import type { PrinterAgentConfig } from './printer-agent.config.js';
import { PRINTER_AGENT_TIMING, PrinterAgent } from './printer-agent.js';
import { identityOf } from './till/enrolment.js';
import { NatsRegisterService } from './till/nats-register-service.js';
import { type TillIdentity, TillSecrets } from './till/till-identity.js';
import { AGENT_VERSION } from './version.js';

const IDENTITY = Symbol('till identity');
const TILL_BUS = Symbol('bus of the till');
const ENROL_RETRY_MS = 2_000;

@Module({})
export class PrinterAgentModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(PrinterAgent) private readonly agent: PrinterAgent,
    @Inject(TILL_BUS) private readonly bus: Bus,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  static with(config: PrinterAgentConfig): DynamicModule {
    const enrolment = {
      gatewayUrl: config.GATEWAY_URL,
      enrolmentCode: config.ENROLMENT_CODE,
      retryMs: ENROL_RETRY_MS,
    };
    return {
      module: PrinterAgentModule,
      providers: [
        {
          provide: IDENTITY,
          inject: [LOG],
          useFactory: async (log: Logger) => identityOf(new TillSecrets(config.DATA_DIR), enrolment, log),
        },
        {
          provide: TILL_BUS,
          inject: [IDENTITY, LOG],
          useFactory: async (identity: TillIdentity, log: Logger) => connectAsTill(config, identity, log),
        },
        {
          provide: PrinterAgent,
          inject: [TILL_BUS, IDENTITY, LOG],
          useFactory: async (bus: Bus, identity: TillIdentity, log: Logger) =>
            buildAgent(config, bus, identity, log),
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.readiness.add('nats', () => this.bus.isReady());
    this.agent.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.agent.stop();
    await this.bus.drain();
  }
}

const connectAsTill = async (
  config: PrinterAgentConfig,
  { tillId, natsUserJwt, natsSeed }: TillIdentity,
  log: Logger,
): Promise<Bus> =>
  Bus.connect({
    servers: [config.TILL_NATS_URL],
    name: `printer-agent ${tillId}`,
    inboxPrefix: tillInbox(tillId),
    log,
    ...(natsUserJwt === null ? {} : { identity: { userJwt: natsUserJwt, seed: natsSeed } }),
  });

async function buildAgent(
  config: PrinterAgentConfig,
  bus: Bus,
  identity: TillIdentity,
  log: Logger,
): Promise<PrinterAgent> {
  const clock = () => new Date();
  return new PrinterAgent({
    registers: new NatsRegisterService(bus, identity),
    journal: await PrintJournal.open(join(config.DATA_DIR, 'journal'), { clock }),
    printer: connectPrinter({
      url: config.PRINTER,
      monitored: config.PRINTER_STATUS === 'asked',
      printMs: config.PRINT_TIMEOUT_MS,
    }),
    columns: config.PRINTER_COLUMNS,
    agentVersion: AGENT_VERSION,
    pullIntervalMs: config.PULL_INTERVAL_MS,
    timing: PRINTER_AGENT_TIMING,
    clock,
    log,
  });
}
