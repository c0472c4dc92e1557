import { type adminQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Stores } from '../stores/store.row.js';
import { RegisterRepository } from './register.repository.js';
import { registerView } from './register.view.js';

type Contract = typeof adminQueries.listRegisters;

@Injectable()
export class ListRegistersQuery {
  constructor(
    private readonly database: DataSource,
    private readonly registers: RegisterRepository,
  ) {}

  async handle({ storeId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { manager } = this.database;
    const stores = await manager.find(Stores, {
      where: storeId === undefined ? {} : { storeId },
      order: { code: 'ASC' },
    });
    const registers = await this.registers.ofStores(
      manager,
      stores.map((store) => store.storeId),
    );
    const byStore = Map.groupBy(registers, (register) => register.storeId);
    return done({
      registers: stores.flatMap((store) =>
        (byStore.get(store.storeId) ?? []).map((register) => ({
          ...registerView(register),
          storeId: store.storeId,
          storeCode: store.code,
        })),
      ),
    });
  }
}
