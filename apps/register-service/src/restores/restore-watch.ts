import { setTimeout as sleep } from 'node:timers/promises';
import { CONFIG, LOG, Rounds, whileAlone } from '@encaisse/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../kernel/clock.js';
import { beginNewLife, currentLife } from '../kernel/incarnation.row.js';
import { Outbox } from '../kernel/outbox.row.js';
import type { RegisterConfig } from '../register.config.js';
import { Registers } from '../registers/register.row.js';
import { type HashAt, isBehind } from './behind.js';
import { NewLife } from './new-life.js';
import { Witness, type Witnessed } from './witness.js';

const LOOK_MS = 2_000;
const ANOTHER_IS_AT_IT_MS = 100;

interface Situation {
  readonly witnessed: readonly Witnessed[];
  readonly stored: ReadonlyMap<string, Witnessed>;
  readonly isOld: boolean;
  readonly isSettled: boolean;
}

/**
 * Notices that the database is an older copy: at the start, before anything is served, and every two seconds. A new incarnation
 * begins then, or has been begun by hand, and each register is brought into it. Then the witness is told how far all have come.
 */
@Injectable()
export class RestoreWatch implements OnModuleInit, BeforeApplicationShutdown {
  readonly #witness: Witness | undefined;
  readonly #rounds: Rounds;

  constructor(
    private readonly database: DataSource,
    private readonly life: NewLife,
    private readonly clock: Clock,
    @Inject(CONFIG) { WITNESS_FILE }: Pick<RegisterConfig, 'WITNESS_FILE'>,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.#witness = WITNESS_FILE === undefined ? undefined : new Witness(WITNESS_FILE);
    this.#rounds = new Rounds({
      round: async () => {
        await this.look();
      },
      pauseMs: () => LOOK_MS,
      failed: (error) => this.#failed(error),
    });
  }

  /** Before any command is served. A start that cannot look does not sell. */
  async onModuleInit(): Promise<void> {
    while (!(await this.look())) await sleep(ANOTHER_IS_AT_IT_MS);
    this.#rounds.start();
  }

  /** While the database is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#rounds.stop();
    if (this.#witness) await this.look().catch((error: unknown) => this.#failed(error));
  }

  #failed(error: unknown): void {
    this.log.error({ err: error }, 'restore watch');
  }

  /** Whether there was nothing to begin; otherwise it has been begun, here or by another process. */
  async look(): Promise<boolean> {
    const seen = await this.#situation();
    if (seen.isSettled) this.#tell(seen);
    else await whileAlone(this.database, 'life', () => this.#begin());
    return seen.isSettled;
  }

  async #situation(): Promise<Situation> {
    const { manager } = this.database;
    const witnessed = this.#witness?.read() ?? [];
    const stored = await storedNow(manager);
    const hash: HashAt = (registerId, version) => hashAt(manager, registerId, version);
    const isOld = await isBehind(witnessed, stored, hash);
    const { incarnation } = await currentLife(manager);
    const isSettled = !isOld && [...stored.values()].every((one) => one.incarnation === incarnation);
    return { witnessed, stored, isOld, isSettled };
  }

  /** Looks once more: another process may just have done it. */
  async #begin(): Promise<void> {
    const { manager } = this.database;
    const { witnessed, stored, isOld, isSettled } = await this.#situation();
    if (isSettled) return;
    if (isOld) {
      await beginNewLife(manager, uuidv7(), this.clock.now());
      this.log.error('the database is an older copy of itself: a new incarnation begins');
    }
    const { incarnation } = await currentLife(manager);
    for (const { registerId } of stored.values()) {
      const seen = witnessed.find((one) => one.registerId === registerId);
      await this.life.begin(registerId, incarnation, seen);
    }
    this.#tell({ witnessed, stored: await storedNow(manager) });
  }

  #tell({ witnessed, stored }: Pick<Situation, 'witnessed' | 'stored'>): void {
    if (!this.#witness) return;
    const gone = witnessed.filter(({ registerId }) => !stored.has(registerId));
    const now = [...stored.values(), ...gone.map((one) => ({ ...one, isGone: true }))];
    if (JSON.stringify(now) !== JSON.stringify(witnessed)) this.#witness.write(now);
  }
}

async function storedNow(manager: EntityManager): Promise<ReadonlyMap<string, Witnessed>> {
  const rows = await manager.find(Registers, {
    select: {
      registerId: true,
      incarnation: true,
      version: true,
      lastHash: true,
      epoch: true,
      ticketNumber: true,
      zNumber: true,
      duplicates: true,
    },
    order: { registerId: 'ASC' },
  });
  return new Map(
    rows.map(({ registerId, incarnation, version, lastHash, epoch, ticketNumber, zNumber, duplicates }) => [
      registerId,
      { registerId, incarnation, version, lastHash, epoch, ticketNumber, zNumber, duplicates, isGone: false },
    ]),
  );
}

async function hashAt(manager: EntityManager, registerId: string, seq: number): Promise<string | undefined> {
  const row = await manager.findOne(Outbox, { select: { hash: true }, where: { registerId, seq } });
  return row?.hash;
}
