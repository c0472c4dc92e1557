import { Module } from '@nestjs/common';
import { ConnectHandler } from './connect.handler.js';
import { ConnectedUsers } from './connected-users.js';
import { ConnectedUsersQuery } from './connected-users.query.js';
import { ConnectionsNatsController } from './connections.nats.controller.js';
import { DisconnectHandler } from './disconnect.handler.js';
import { HeartbeatHandler } from './heartbeat.handler.js';

@Module({
  providers: [
    ConnectHandler,
    DisconnectHandler,
    HeartbeatHandler,
    ConnectedUsers,
    ConnectedUsersQuery,
    ConnectionsNatsController,
  ],
  exports: [ConnectedUsers],
})
export class ConnectionsModule {}
