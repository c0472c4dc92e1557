import { peopleQueries, tillCommands, tillQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ConnectHandler } from './connect.handler.js';
import { ConnectedUsersQuery } from './connected-users.query.js';
import { DisconnectHandler } from './disconnect.handler.js';
import { HeartbeatHandler } from './heartbeat.handler.js';

const { connect, disconnect } = tillCommands;
const { heartbeat } = tillQueries;
const { connectedUsers } = peopleQueries;

@Injectable()
export class ConnectionsNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly connect: ConnectHandler,
    private readonly disconnect: DisconnectHandler,
    private readonly heartbeat: HeartbeatHandler,
    private readonly users: ConnectedUsersQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve(
      'register',
      { connect, disconnect, heartbeat, connectedUsers },
      {
        connect: (request) => this.connect.handle(request),
        disconnect: (request) => this.disconnect.handle(request),
        heartbeat: (request) => this.heartbeat.handle(request),
        connectedUsers: (request) => this.users.handle(request),
      },
    );
  }
}
