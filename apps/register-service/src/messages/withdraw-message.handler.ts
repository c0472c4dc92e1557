import {
  done,
  messageCommands,
  type Outcome,
  type PublishedMessage,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { AdminCommands } from '../kernel/admin-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { Messages, MessageWithdrawals } from './message.row.js';
import { publishedView } from './message.view.js';

const contract = messageCommands.withdrawMessage;

/** From now on no till shows it. It stays on record, with who had read it. */
@Injectable()
export class WithdrawMessageHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly stream: StoreStream,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PublishedMessage>> {
    const { messageId, administrator: by } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      const [first, ...others] = await manager.find(Messages, {
        where: { messageId },
        order: { storeId: 'ASC' },
      });
      if (!first) return refused('MESSAGE_UNKNOWN', { messageId });
      const { storeId } = first;
      const former = await manager.findOneBy(MessageWithdrawals, { storeId, messageId });
      if (former) {
        const facts = { by: former.withdrawnBy, at: former.withdrawnAt.toISOString() };
        return refused('MESSAGE_WITHDRAWN', { messageId, ...facts });
      }
      const withdrawal = { withdrawnBy: by, withdrawnAt: run.at };
      const rows = [first, ...others].map((message) => ({
        storeId: message.storeId,
        messageId,
        ...withdrawal,
      }));
      await manager.insert(MessageWithdrawals, rows);
      for (const row of rows)
        await this.stream.append(manager, row.storeId, { type: 'messageWithdrawn', by, messageId }, run);
      return done(publishedView([first, ...others], withdrawal));
    });
  }
}
