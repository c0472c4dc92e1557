import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { abandonedRecord } from './abandoned-record.js';
import { isInProgress } from './draft.js';
import { DraftRepository } from './draft.repository.js';
import { AbandonedTickets } from './given-up.row.js';

/** The drafts of a session that was lost: nobody will finish them, and what was on them is kept. */
@Injectable()
export class LostDrafts {
  constructor(private readonly drafts: DraftRepository) {}

  async abandon(
    manager: EntityManager,
    session: { readonly storeId: string; readonly registerId: string; readonly sessionId: string },
    end: { readonly by: string; readonly at: Date },
  ): Promise<void> {
    const drafts = await this.drafts.ofSession(manager, session);
    const abandoned = drafts.filter(isInProgress).map((draft) => abandonedRecord(draft, end));
    if (abandoned.length > 0) await manager.insert(AbandonedTickets, abandoned);
    const ticketIds = drafts.map(({ ticketId }) => ticketId);
    if (ticketIds.length > 0) await this.drafts.delete(manager, session.storeId, ticketIds);
  }
}
