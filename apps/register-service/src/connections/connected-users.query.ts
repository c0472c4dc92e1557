import {
  done,
  type Outcome,
  type peopleQueries,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RegisterRepository } from '../registers/register.repository.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { ConnectedUsers } from './connected-users.js';

type Contract = typeof peopleQueries.connectedUsers;

/** Who is connected to a register of the store, since when, and whose page has fallen silent. */
@Injectable()
export class ConnectedUsersQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly registers: RegisterRepository,
    private readonly users: ConnectedUsers,
    private readonly database: DataSource,
  ) {}

  async handle({ tillCredential, registerId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const register = await this.registers.find(this.database.manager, registerId);
    if (register?.storeId !== known.value.store.storeId) return refused('REGISTER_UNKNOWN', { registerId });
    return done({ users: await this.users.of(register) });
  }
}
