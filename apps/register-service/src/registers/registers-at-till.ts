import type { TillContext } from '@encaisse/contracts';
import { tillSituation } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConnectedUsers } from '../connections/connected-users.js';
import { RegisterRepository } from './register.repository.js';
import { actionViews, registerView } from './register.view.js';

/** A store's registers as one of its tills shows them: states, buttons, and who is connected. */
@Injectable()
export class RegistersAtTill {
  constructor(
    private readonly database: DataSource,
    private readonly registers: RegisterRepository,
    private readonly users: ConnectedUsers,
  ) {}

  async views({
    tillId,
    storeId,
  }: {
    readonly tillId: string;
    readonly storeId: string;
  }): Promise<TillContext['registers']> {
    // One statement reads all registers, so that no button says what another one denies.
    const registers = await this.registers.ofStore(this.database.manager, storeId);
    const situation = tillSituation(tillId, registers);
    return Promise.all(
      registers.map(async (register) => ({
        ...registerView(register),
        actions: actionViews(register, situation),
        connectedUsers: await this.users.of(register),
      })),
    );
  }
}
