import { type datasetQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { isHeld, type PinnedDataset, type Register } from '@encaisse/register-domain';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import type { RegisterConfig } from '../register.config.js';
import { Stores } from '../stores/store.row.js';
import { toRegister } from './register.mapper.js';
import { Registers } from './register.row.js';

type Contract = typeof datasetQueries.listServedRegisters;

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * The data that a register works with or may go back to. A hold has one dataset for all of its sessions, and is kept, lost
 * or not, as long as head office has not acknowledged each of them.
 */
function datasetsOf(register: Register): readonly PinnedDataset[] {
  if (isHeld(register)) return [register.hold.dataset];
  if (register.state === 'READY') return [register.dataset];
  if (register.state === 'OUT_OF_SERVICE') return [register.lostHold.dataset];
  return register.state === 'IMPORTING' && register.former.state === 'READY' ? [register.former.dataset] : [];
}

/** Which data sync-service must keep: what is not named here is deleted there once it is old. */
@Injectable()
export class ListServedRegistersQuery {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<RegisterConfig, 'LATE_TICKET_WEEKS'>,
  ) {}

  async handle({ after, limit }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { manager } = this.database;
    const rows = await manager.find(Registers, {
      where: after === null ? {} : { registerId: MoreThan(after) },
      order: { registerId: 'ASC' },
      take: limit,
    });
    const storeIds = [...new Set(rows.map(({ storeId }) => storeId))];
    const stores = await manager.find(Stores, { where: { storeId: In(storeIds) } });
    const codes = new Map(stores.map(({ storeId, code }) => [storeId, code]));
    // Read after the registers: a session that is sealed in between is in its register's hold or in here.
    const late = await this.#lateDatasets(
      manager,
      rows.map(({ registerId }) => registerId),
    );
    const registers = rows.map((row) => {
      const pinned = datasetsOf(toRegister(row)).map(({ datasetId }) => datasetId);
      return {
        storeId: row.storeId,
        storeCode: codes.get(row.storeId) ?? '',
        registerId: row.registerId,
        registerNumber: row.number,
        datasetIds: [...new Set([...pinned, ...(late.get(row.registerId) ?? [])])],
      };
    });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return done({ registers, nextAfter: last?.registerId ?? null });
  }

  /** By register, the data of the sessions sealed lately: tickets that come late for them are priced by these. */
  async #lateDatasets(
    manager: EntityManager,
    registerIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly number[]>> {
    if (registerIds.length === 0) return new Map();
    const since = new Date(this.clock.now().getTime() - this.config.LATE_TICKET_WEEKS * WEEK_MS);
    const rows = (await manager.query(
      `SELECT DISTINCT seal.register_id AS registerId, session.dataset_id AS datasetId
       FROM register_session_seals seal
       JOIN register_sessions session ON session.session_id = seal.session_id
       WHERE seal.register_id IN (?) AND seal.closed_at >= ?`,
      [registerIds, since],
    )) as readonly { registerId: string; datasetId: number }[];
    const byRegister = Map.groupBy(rows, ({ registerId }) => registerId);
    return new Map([...byRegister].map(([id, found]) => [id, found.map(({ datasetId }) => datasetId)]));
  }
}
