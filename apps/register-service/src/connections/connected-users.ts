import type { ConnectedUser } from '@encaisse/contracts';
import type { Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { connectedUserView } from './connected-user.view.js';
import { ConnectionReader } from './connection-reader.js';

/** Who is connected to a register now; nobody while it is not being sold in. */
@Injectable()
export class ConnectedUsers {
  constructor(
    private readonly database: DataSource,
    private readonly connections: ConnectionReader,
    private readonly clock: Clock,
  ) {}

  async of(register: Register): Promise<ConnectedUser[]> {
    if (register.state !== 'OPEN' && register.state !== 'CLOSING') return [];
    const { sessionId } = register.session;
    const at = this.clock.now().toISOString();
    const place = { registerId: register.id, sessionId, at };
    return (await this.connections.connected(this.database.manager, place)).map(connectedUserView);
  }
}
