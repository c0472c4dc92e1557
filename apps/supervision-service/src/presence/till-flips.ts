import type { NewChange } from '@encaisse/contracts';
import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChangeLog } from '../changes/change-log.js';
import { Clock } from '../clock.js';
import { StreamRepository } from '../streams/stream.repository.js';
import { type TillSight, TillSightRepository } from './till-sight.repository.js';

/** All tills of a chain may fall silent at once; nobody waits for the lock for longer than these take. */
const AT_ONCE_MAX = 2_000;

/** Tells watchers of each till of which another thing is shown than they were told last, in the order of all changes. */
@Injectable()
export class TillFlips {
  constructor(
    private readonly database: DataSource,
    private readonly streams: StreamRepository,
    private readonly sights: TillSightRepository,
    private readonly changes: ChangeLog,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    // Most rounds find nothing: those take no lock.
    for (let left = true; left; ) {
      const flipped = (await this.sights.all(this.database)).some(isNews);
      left = flipped && (await this.#tell()) === AT_ONCE_MAX;
    }
  }

  /** Says of how many. */
  #tell(): Promise<number> {
    return this.changes.announcing((announce) =>
      inTransaction(this.database, async (manager) => {
        const position = await this.streams.lockPosition(manager);
        const news = (await this.sights.all(manager)).filter(isNews).slice(0, AT_ONCE_MAX);
        if (news.length === 0) return 0;
        await this.sights.saveTold(manager, news);
        await this.streams.movePosition(manager, position + news.length);
        const shown = news.map((sight, index) => changeOf(sight, position + 1 + index));
        announce(await this.changes.keep(manager, shown, this.clock.now()));
        return news.length;
      }),
    );
  }
}

/** A till without anything to show is no news before something was told of it. */
const isNews = ({ till, staleRegisterIds, shown, told }: TillSight): boolean =>
  told === null ? till !== null || staleRegisterIds.length > 0 : shown !== told;

const changeOf = ({ storeId, tillId, till, staleRegisterIds }: TillSight, position: number): NewChange => ({
  position,
  storeId,
  type: 'till',
  tillId,
  till,
  staleRegisterIds: [...staleRegisterIds],
});
