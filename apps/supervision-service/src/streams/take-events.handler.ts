import { done, type Outcome, type ReplyOf, type RequestOf, type streamCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { EventTaking } from './event-taking.js';
import type { Head } from './stream-check.js';
import { TakingLane } from './taking-lane.js';

type Contract = typeof streamCommands.takeEvents;

/** Takes what stores tell, all of it committed before the answer, which says how far each stream has come. */
@Injectable()
export class TakeEventsHandler {
  readonly #lane: TakingLane;

  constructor(taking: EventTaking) {
    this.#lane = new TakingLane((pieces) => taking.take(pieces));
  }

  async handle({ pieces }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const heads = await this.#lane.add(pieces);
    return done({
      heads: pieces.map(({ storeId, streamId, kind }) => ({
        storeId,
        streamId,
        kind,
        head: shown(heads.get(streamId)),
      })),
    });
  }
}

const shown = (head: Head | undefined) =>
  head === undefined ? null : { incarnation: head.incarnation, seq: head.seq };
