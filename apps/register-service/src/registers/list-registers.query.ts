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
    const lists = stores.map(async (store) => {
      const registers = await this.registers.ofStore(manager, store.storeId);
      return registers.map((register) => ({
        ...registerView(register),
        storeId: store.storeId,
        storeCode: store.code,
      }));
    });
    return done({ registers: (await Promise.all(lists)).flat() });
  }
}
