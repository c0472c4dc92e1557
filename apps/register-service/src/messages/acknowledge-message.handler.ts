import {
  done,
  messageCommands,
  type Outcome,
  type RequestOf,
  refused,
  type TillMessage,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { MessageReceipts, Messages, MessageWithdrawals } from './message.row.js';
import { tillView } from './message.view.js';

const contract = messageCommands.acknowledgeMessage;

/** Any seller of the store will do. The first at a till counts; whoever comes later is told who it was. */
@Injectable()
export class AcknowledgeMessageHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly stream: StoreStream,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TillMessage>> {
    const { messageId } = request;
    return this.commands.bySellerOfStore({ contract, request }, async (manager, who, run) => {
      const { storeId, tillId } = who.till;
      const message = await manager.findOneBy(Messages, { storeId, messageId });
      const isShown = message && (message.tillId ?? tillId) === tillId && message.validFrom <= run.at;
      if (!isShown) return refused('MESSAGE_UNKNOWN', { messageId });
      const former = await manager.findOneBy(MessageReceipts, { storeId, messageId, tillId });
      if (former) return done(tillView(message, former));
      const withdrawal = await manager.findOneBy(MessageWithdrawals, { storeId, messageId });
      if (withdrawal) {
        const facts = { by: withdrawal.withdrawnBy, at: withdrawal.withdrawnAt.toISOString() };
        return refused('MESSAGE_WITHDRAWN', { messageId, ...facts });
      }
      const by = who.seller.code;
      const receipt = { storeId, messageId, tillId, sellerCode: by, acknowledgedAt: run.at };
      await manager.insert(MessageReceipts, receipt);
      const told = { type: 'messageAcknowledged', by, messageId, tillId } as const;
      await this.stream.append(manager, storeId, told, run);
      return done(tillView(message, receipt));
    });
  }
}
