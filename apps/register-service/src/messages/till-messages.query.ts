import { done, type messageQueries, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { MessageReceipts } from './message.row.js';
import { tillView } from './message.view.js';
import { shownMessages } from './shown-messages.js';

type Contract = typeof messageQueries.tillMessages;

/** What head office says to those at a till, now. */
@Injectable()
export class TillMessagesQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async handle({ tillCredential }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { storeId, tillId } = known.value.till;
    const { manager } = this.database;
    const shown = await shownMessages(manager, { storeId, tillId }, this.clock.now());
    const messageId = In(shown.map((message) => message.messageId));
    const receipts = await manager.findBy(MessageReceipts, { storeId, tillId, messageId });
    const views = shown.map((message) =>
      tillView(
        message,
        receipts.find((receipt) => receipt.messageId === message.messageId),
      ),
    );
    const unread = views.filter(({ acknowledged }) => acknowledged === null);
    const read = views.filter(({ acknowledged }) => acknowledged !== null);
    return done({ messages: [...unread, ...read], unread: unread.length });
  }
}
