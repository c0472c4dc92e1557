import { type datasetQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { isHeld, type PinnedDataset, type Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { Stores } from '../stores/store.row.js';
import { toRegister } from './register.mapper.js';
import { Registers } from './register.row.js';

type Contract = typeof datasetQueries.listServedRegisters;

/** The data that a register works with or may go back to. */
function datasetsOf(register: Register): readonly PinnedDataset[] {
  if (isHeld(register)) return [register.hold.dataset];
  if (register.state === 'READY') return [register.dataset];
  if (register.state === 'OUT_OF_SERVICE') return [register.lostHold.dataset];
  return register.state === 'IMPORTING' && register.former.state === 'READY' ? [register.former.dataset] : [];
}

@Injectable()
export class ListServedRegistersQuery {
  constructor(private readonly database: DataSource) {}

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
    const registers = rows.map((row) => ({
      storeId: row.storeId,
      storeCode: codes.get(row.storeId) ?? '',
      registerId: row.registerId,
      registerNumber: row.number,
      datasetIds: datasetsOf(toRegister(row)).map(({ datasetId }) => datasetId),
    }));
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return done({ registers, nextAfter: last?.registerId ?? null });
  }
}
