import {
  type adminQueries,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { behind, pageOf } from '../kernel/paging.js';
import { RegisterRepository } from './register.repository.js';
import { SessionReader } from './session.reader.js';
import { type SessionRow, Sessions } from './session.row.js';

type Contract = typeof adminQueries.listSessions;

@Injectable()
export class ListSessionsQuery {
  constructor(
    private readonly database: DataSource,
    private readonly registers: RegisterRepository,
    private readonly sessions: SessionReader,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { registerId, limit } = request;
    const { manager } = this.database;
    const register = await this.registers.find(manager, registerId);
    if (register === undefined) return refused('REGISTER_UNKNOWN', { registerId });
    const rows = await manager.find(Sessions, {
      where: behind<SessionRow>({ registerId }, request, { at: 'openedAt', id: 'sessionId' }),
      order: { openedAt: 'DESC', sessionId: 'DESC' },
      take: limit + 1,
    });
    const page = pageOf(rows, request, ({ openedAt, sessionId }) => ({ at: openedAt, id: sessionId }));
    const items = await this.sessions.views(manager, registerId, page.rows);
    return done({ items, nextCursor: page.nextCursor });
  }
}
