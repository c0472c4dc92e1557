import type { StoreEvent } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NOTHING, type Projected, Projection } from '../projections/projection.js';
import type { TakenEvent } from '../streams/taken-event.js';

/** What head office says at the tills, in each store that has told it, and who has read it. */
@Injectable()
export class MessageProjection extends Projection {
  readonly tables = ['supervision_messages', 'supervision_message_receipts'];

  async project(manager: EntityManager, events: readonly TakenEvent[]): Promise<Projected> {
    for (const { kind, storeId, event } of events)
      if (kind === 'STORE') await follow(manager, storeId, event as StoreEvent);
    return NOTHING;
  }
}

/** Told again after its store's database was restored, the later telling counts. */
async function follow(manager: EntityManager, storeId: string, event: StoreEvent): Promise<void> {
  switch (event.type) {
    case 'messagePublished': {
      const { messageId, tillId, text, level, from, until, by, at } = event;
      await manager.query(
        `REPLACE INTO supervision_messages (store_id, message_id, till_id, text, level, valid_from, valid_until,
           published_by, published_at) VALUES (?)`,
        [
          [
            ...[storeId, messageId, tillId, text, level, new Date(from), new Date(until)],
            ...[by, new Date(at)],
          ],
        ],
      );
      return;
    }
    case 'messageWithdrawn':
      await manager.query(
        'UPDATE supervision_messages SET withdrawn_by = ?, withdrawn_at = ? WHERE store_id = ? AND message_id = ?',
        [event.by, new Date(event.at), storeId, event.messageId],
      );
      return;
    case 'messageAcknowledged':
      await manager.query(
        `REPLACE INTO supervision_message_receipts (store_id, message_id, till_id, seller_code, acknowledged_at)
         VALUES (?)`,
        [[storeId, event.messageId, event.tillId, event.by, new Date(event.at)]],
      );
      return;
    default:
  }
}
