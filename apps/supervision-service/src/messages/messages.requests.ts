import { publishedMessageQueries } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MessagesQuery } from './messages.query.js';

@Injectable()
export class MessagesRequests implements OnApplicationBootstrap {
  constructor(
    private readonly bus: Bus,
    private readonly messages: MessagesQuery,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.serve('supervision', publishedMessageQueries, {
      listPublishedMessages: (request) => this.messages.list(request),
      readPublishedMessage: (request) => this.messages.one(request),
    });
  }
}
