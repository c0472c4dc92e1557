import type { Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { readRows } from '../kernel/row-shape.js';
import { toColumns, toRegister } from './register.mapper.js';
import { type RegisterRow, Registers } from './register.row.js';

/** A register with the hash its next event is chained to. */
export interface StoredRegister {
  readonly register: Register;
  readonly lastHash: string;
}
const stored = (row: RegisterRow): StoredRegister => ({ register: toRegister(row), lastHash: row.lastHash });

@Injectable()
export class RegisterRepository {
  async find(manager: EntityManager, registerId: string): Promise<Register | undefined> {
    const row = await manager.findOneBy(Registers, { registerId });
    return row === null ? undefined : toRegister(row);
  }

  /** By number. */
  async ofStore(manager: EntityManager, storeId: string): Promise<readonly Register[]> {
    const rows = await manager.find(Registers, { where: { storeId }, order: { number: 'ASC' } });
    return rows.map(toRegister);
  }

  /** In no order. */
  async ofIds(manager: EntityManager, registerIds: readonly string[]): Promise<readonly Register[]> {
    const rows = await manager.findBy(Registers, { registerId: In([...registerIds]) });
    return rows.map(toRegister);
  }

  /** Those that the tills import, have data for, or hold. */
  async idsOnTills(manager: EntityManager, tillIds: readonly string[]): Promise<readonly string[]> {
    const rows = await manager.find(Registers, {
      select: { registerId: true },
      where: { tillId: In([...tillIds]) },
    });
    return rows.map(({ registerId }) => registerId);
  }

  /** Locks in the order of the ids, which is everybody's order. */
  async lock(
    manager: EntityManager,
    registerIds: Iterable<string>,
  ): Promise<ReadonlyMap<string, StoredRegister>> {
    const ids = [...new Set(registerIds)];
    const tail = 'WHERE r.register_id IN (?) ORDER BY r.register_id FOR UPDATE';
    const rows = ids.length === 0 ? [] : await readRows(manager, Registers, tail, [ids]);
    return new Map(rows.map((row) => [row.registerId, stored(row)]));
  }

  async insert(
    manager: EntityManager,
    register: Register,
    first: { readonly lastHash: string; readonly createdAt: Date },
  ): Promise<void> {
    await manager.insert(Registers, { ...toColumns(register), ...first, duplicates: 0, duplicatesPast: 0 });
  }

  /** @throws Error when the row has moved on since `versionBefore`: the lock was not held. */
  async update(
    manager: EntityManager,
    { register, lastHash }: StoredRegister,
    versionBefore: number,
  ): Promise<void> {
    const { registerId, ...columns } = toColumns(register);
    const result = await manager.update(
      Registers,
      { registerId, version: versionBefore },
      { ...columns, lastHash },
    );
    if (result.affected !== 1) throw new Error(`register ${registerId} was no longer at ${versionBefore}`);
  }
}
