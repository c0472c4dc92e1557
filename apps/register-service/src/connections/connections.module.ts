import { Module } from '@nestjs/common';
import { ConnectHandler } from './connect.handler.js';
import { ConnectionsNatsController } from './connections.nats.controller.js';
import { DisconnectHandler } from './disconnect.handler.js';
import { HeartbeatHandler } from './heartbeat.handler.js';

@Module({ providers: [ConnectHandler, DisconnectHandler, HeartbeatHandler, ConnectionsNatsController] })
export class ConnectionsModule {}
