import { createHash } from 'node:crypto';
import type { ExportManifest, ExportStatus } from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ChainRepository } from '../chain/chain.repository.js';
import { type Answer, refusing } from '../http/answer.js';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { AnnouncedExportRepository } from './announced-export.repository.js';
import { EXPORT_DATABASE } from './export.schema.js';
import { ExportProgress } from './export-progress.js';

/** Notes what a store is about to send. The same announcement again answers how far the export is by now. */
@Injectable()
export class AnnounceExportHandler {
  constructor(
    @Inject(EXPORT_DATABASE) private readonly file: SqliteFile,
    private readonly chain: ChainRepository,
    private readonly announced: AnnouncedExportRepository,
    private readonly progress: ExportProgress,
  ) {}

  handle(exportId: string, manifest: ExportManifest): Answer<ExportStatus> {
    const { storeCode, registerNumber, sessions } = manifest;
    if (!this.chain.hasStore(storeCode)) return refusing('UNKNOWN_STORE', { storeCode });
    if (!this.chain.hasRegister(storeCode, registerNumber)) {
      return refusing('UNKNOWN_REGISTER', { storeCode, registerNumber });
    }
    // Zod has put the members in the schema's order, so that equal manifests are equal texts.
    const manifestSha256 = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
    return this.file.transaction(() => {
      const former = this.announced.find(exportId);
      if (former !== undefined && former.manifestSha256 !== manifestSha256) {
        return refusing('EXPORT_ID_REUSED', { exportId });
      }
      if (former === undefined) {
        const announcedAt = new Date().toISOString();
        this.announced.add({ exportId, storeCode, registerNumber, manifestSha256, announcedAt }, sessions);
      }
      return this.progress.read(exportId);
    });
  }
}
