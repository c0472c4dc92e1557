import type { Acceptance, AcceptanceRequest, SessionKey } from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type Answer, answered, refusing } from '../http/answer.js';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { AcceptanceRepository } from './acceptance.repository.js';
import { EXPORT_DATABASE } from './export.schema.js';
import { ReceivedSessionRepository } from './received-session.repository.js';

/** Takes a content that was kept for inspection into the books apart. The first acceptance of a session is the only one. */
@Injectable()
export class AcceptApartHandler {
  constructor(
    @Inject(EXPORT_DATABASE) private readonly file: SqliteFile,
    private readonly acceptances: AcceptanceRepository,
    private readonly received: ReceivedSessionRepository,
  ) {}

  handle(key: SessionKey, asked: AcceptanceRequest): Answer<Acceptance> {
    return this.file.transaction(() => {
      const former = this.acceptances.find(key);
      if (former !== undefined) {
        const { acceptanceId, sha256: acceptedSha256 } = former;
        return acceptedSha256 === asked.sha256
          ? answered(former)
          : refusing('ACCEPTANCE_DIFFERS', { acceptanceId, acceptedSha256 });
      }
      const contentId = this.received.findContentIdOf(key, asked.sha256);
      if (contentId === undefined) return refusing('NOTHING_REFUSED', { ...key, sha256: asked.sha256 });
      const { exportId, sha256, requestedBy, approvedBy, reason } = asked;
      const accepted: Acceptance = {
        acceptanceId: uuidv7(),
        key,
        exportId,
        sha256,
        requestedBy,
        approvedBy,
        reason,
        acceptedAt: new Date().toISOString(),
      };
      this.acceptances.add(accepted, contentId);
      return answered(accepted);
    });
  }
}
