import {
  type adminQueries,
  done,
  type Outcome,
  type RequestOf,
  refused,
  type ZRecord,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Sessions } from '../registers/session.row.js';
import { ZRecords } from './z-records.js';

/** The Z of a session as it was sealed, for head office. */
@Injectable()
export class GetZQuery {
  constructor(
    private readonly zs: ZRecords,
    private readonly database: DataSource,
  ) {}

  async handle({ sessionId }: RequestOf<typeof adminQueries.getZ>): Promise<Outcome<ZRecord>> {
    const { manager } = this.database;
    const session = await manager.findOneBy(Sessions, { sessionId });
    const z = session && (await this.zs.find(manager, session.storeId, [sessionId])).get(sessionId);
    return z ? done(z) : refused('SESSION_UNKNOWN', { sessionId });
  }
}
