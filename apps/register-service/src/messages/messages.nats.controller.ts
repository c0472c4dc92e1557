import { messageCommands, messageQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AcknowledgeMessageHandler } from './acknowledge-message.handler.js';
import { PublishMessageHandler } from './publish-message.handler.js';
import { TillMessagesQuery } from './till-messages.query.js';
import { WithdrawMessageHandler } from './withdraw-message.handler.js';

@Injectable()
export class MessagesNatsController implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly publish: PublishMessageHandler,
    private readonly withdraw: WithdrawMessageHandler,
    private readonly acknowledge: AcknowledgeMessageHandler,
    private readonly messages: TillMessagesQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('register', messageCommands, {
      publishMessage: (request) => this.publish.handle(request),
      withdrawMessage: (request) => this.withdraw.handle(request),
      acknowledgeMessage: (request) => this.acknowledge.handle(request),
    });
    this.bus.serve('register', messageQueries, {
      tillMessages: (request) => this.messages.handle(request),
    });
  }
}
