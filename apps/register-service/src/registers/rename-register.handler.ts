import {
  done,
  type Outcome,
  type RegisterView,
  type RequestOf,
  reachingCommands,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { AdminCommands } from '../kernel/admin-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { RegisterRepository } from './register.repository.js';
import { Registers } from './register.row.js';
import { registerView } from './register.view.js';

const contract = reachingCommands.renameRegister;

/** From now on it is called otherwise, in whatever state it is. Documents of before keep the name that they were made with. */
@Injectable()
export class RenameRegisterHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly registers: RegisterRepository,
    private readonly stream: StoreStream,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<RegisterView>> {
    const { registerId, name, administrator: by } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      const register = (await this.registers.lock(manager, [registerId])).get(registerId)?.register;
      if (!register) return refused('REGISTER_UNKNOWN', { registerId });
      const { storeId, number, name: former } = register;
      if (name === former) return done(registerView(register));
      await manager.update(Registers, { registerId }, { name });
      const renamed = { type: 'registerRenamed', by, registerId, number, former, name } as const;
      await this.stream.append(manager, storeId, renamed, run);
      await this.stream.describe(manager, storeId, run);
      return done(registerView({ ...register, name }));
    });
  }
}
