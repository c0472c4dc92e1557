import { Inject, Injectable } from '@nestjs/common';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { CHAIN_DATABASE } from './chain.schema.js';
import { DatasetRepository, type PartOwner } from './dataset.repository.js';
import { PartFiles, type WrittenPart } from './part-files.js';

/** Changes the chain's data and publishes the parts that they touch, one change after the other. */
@Injectable()
export class DatasetPublisher {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CHAIN_DATABASE) private readonly file: SqliteFile,
    private readonly datasets: DatasetRepository,
    private readonly files: PartFiles,
  ) {}

  /**
   * Runs `edit` in a transaction, then renders and publishes what it made due. Answers the newest dataset version.
   * Changes take turns, because rendering reads the tables over many turns of the event loop.
   */
  change(edit: () => void): Promise<number> {
    const turn = this.#last.then(() => {
      this.file.transaction(edit);
      return this.#publishDue();
    });
    // Whoever asked gets the failure; the next in line runs all the same.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #publishDue(): Promise<number> {
    const rendered: (PartOwner & WrittenPart)[] = [];
    for (const owner of this.datasets.dueParts()) {
      const written = await this.files.write(owner.name, this.datasets.rowsOf(owner));
      rendered.push({ ...owner, ...written });
    }
    return this.datasets.publish(rendered, new Date().toISOString());
  }
}
