import {
  adminCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { FIRST_HASH } from '@encaisse/messaging';
import { newRegister } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AdminCommands } from '../kernel/admin-commands.js';
import { currentLife } from '../kernel/incarnation.row.js';
import { StoreStream } from '../relay/store-stream.js';
import { Stores } from '../stores/store.row.js';
import { RegisterRepository } from './register.repository.js';
import { Registers } from './register.row.js';
import { registerView } from './register.view.js';

const contract = adminCommands.createRegister;

/** CAISSE 01 unless it is named otherwise. */
const defaultName = (number: number): string => `CAISSE ${String(number).padStart(2, '0')}`;

@Injectable()
export class CreateRegisterHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly registers: RegisterRepository,
    private readonly stream: StoreStream,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { storeId, number, name = defaultName(number) } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      if (!(await manager.existsBy(Stores, { storeId }))) return refused('STORE_UNKNOWN');
      if (await manager.existsBy(Registers, { storeId, number })) return refused('CODE_TAKEN', { number });
      const { incarnation } = await currentLife(manager);
      const register = newRegister({ id: uuidv7(), storeId, number, name, incarnation });
      await this.registers.insert(manager, register, { lastHash: FIRST_HASH, createdAt: run.at });
      await this.stream.describe(manager, storeId, run);
      return done(registerView(register));
    });
  }
}
