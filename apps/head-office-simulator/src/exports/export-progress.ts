import { type ExportSessionStatus, type ExportStatus, sessionRefOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { type Answer, answered, refusing } from '../http/answer.js';
import { AcceptanceRepository } from './acceptance.repository.js';
import { AnnouncedExportRepository, type AnnouncedSession } from './announced-export.repository.js';
import { ReceivedSessionRepository } from './received-session.repository.js';

/** Answers how far an export is: which of its sessions need nothing more, and which chunks are there of the others. */
@Injectable()
export class ExportProgress {
  constructor(
    private readonly announced: AnnouncedExportRepository,
    private readonly received: ReceivedSessionRepository,
    private readonly acceptances: AcceptanceRepository,
  ) {}

  read(exportId: string): Answer<ExportStatus> {
    const found = this.announced.find(exportId);
    if (found === undefined) return refusing('UNKNOWN_EXPORT', { exportId });
    const { storeCode, registerNumber, announcedAt } = found;
    const sessions = this.announced.sessionsOf(exportId).map((session) => this.#statusOf(exportId, session));
    return answered({ exportId, storeCode, registerNumber, announcedAt, sessions });
  }

  #statusOf(exportId: string, { manifest, refusal }: AnnouncedSession): ExportSessionStatus {
    const acknowledgement = this.received.findAcknowledgement(manifest.key);
    if (acknowledgement?.sha256 === manifest.sha256) {
      return { key: manifest.key, state: 'ACKNOWLEDGED', chunksReceived: [], acknowledgement, refusal: null };
    }
    if (this.acceptances.find(manifest.key)?.sha256 === manifest.sha256) {
      return {
        key: manifest.key,
        state: 'ACCEPTED_APART',
        chunksReceived: [],
        acknowledgement: null,
        refusal,
      };
    }
    return {
      key: manifest.key,
      state: refusal === null ? 'RECEIVING' : 'REFUSED',
      chunksReceived: this.announced.chunkIndices(exportId, sessionRefOf(manifest.key)),
      acknowledgement: null,
      refusal,
    };
  }
}
