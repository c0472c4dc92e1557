import { Module } from '@nestjs/common';
import { AcknowledgeMessageHandler } from './acknowledge-message.handler.js';
import { MessagesNatsController } from './messages.nats.controller.js';
import { PublishMessageHandler } from './publish-message.handler.js';
import { TillMessagesQuery } from './till-messages.query.js';
import { WithdrawMessageHandler } from './withdraw-message.handler.js';

/** What head office says to those at the tills. */
@Module({
  providers: [
    PublishMessageHandler,
    WithdrawMessageHandler,
    AcknowledgeMessageHandler,
    TillMessagesQuery,
    MessagesNatsController,
  ],
})
export class MessagesModule {}
