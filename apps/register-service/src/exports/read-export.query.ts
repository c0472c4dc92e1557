import {
  done,
  type exportQueries,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { ZRecords } from '../closings/z-records.js';
import { Registers } from '../registers/register.row.js';
import { SessionMarks, Sessions } from '../registers/session.row.js';
import { Stores } from '../stores/store.row.js';
import { Exports } from './export.row.js';

type Contract = typeof exportQueries.readExport;

/** What sync-service sends: the sessions of an export, oldest first, each with its sealed Z. */
@Injectable()
export class ReadExportQuery {
  constructor(
    private readonly database: DataSource,
    private readonly zs: ZRecords,
  ) {}

  async handle({ exportId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { manager } = this.database;
    const row = await manager.findOneBy(Exports, { exportId });
    if (!row) return refused('EXPORT_UNKNOWN');
    const { storeId, registerId, sessionIds } = row;
    const sessionId = In(sessionIds);
    const [store, register, sessions, marks, zs] = await Promise.all([
      manager.findOneByOrFail(Stores, { storeId }),
      manager.findOneOrFail(Registers, { select: { number: true }, where: { registerId } }),
      manager.findBy(Sessions, { sessionId }),
      manager.findBy(SessionMarks, { sessionId }),
      this.zs.find(manager, storeId, sessionIds),
    ]);
    return done({
      exportId,
      storeCode: store.code,
      registerNumber: register.number,
      sessions: sessionIds.map((id) => {
        const session = sessions.find((found) => found.sessionId === id);
        const z = zs.get(id);
        if (!session || !z) throw new Error(`export ${exportId} names session ${id}, which is not sealed`);
        const { incarnation, epoch, number, businessDate } = session;
        const acknowledged = marks.some((mark) => mark.sessionId === id);
        const { ticketCount } = z;
        return { sessionId: id, incarnation, epoch, number, businessDate, ticketCount, acknowledged, z };
      }),
    });
  }
}
