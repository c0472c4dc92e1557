import { inTransaction } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { StreamRepository } from '../streams/stream.repository.js';

/**
 * For a database that was restored from an older copy: it would give positions a second time, and whoever watched before would
 * take other changes for those she has. Positions go on past all that were ever given (they grow by less than a thousand a second
 * from the moment the first database was made), and everybody begins anew with a snapshot.
 */
@Injectable()
export class NewPositions {
  constructor(
    private readonly database: DataSource,
    private readonly streams: StreamRepository,
  ) {}

  /** Answers the position that the next change comes behind. */
  begin(now: Date): Promise<number> {
    return inTransaction(this.database, async (manager) => {
      const position = Math.max(await this.streams.lockPosition(manager), now.getTime());
      await manager.query('DELETE FROM supervision_changes');
      await manager.query('UPDATE supervision_counter SET position = ?, began = ?', [position, position]);
      return position;
    });
  }
}
