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
import { RegisterRepository } from '../registers/register.repository.js';
import { type ExportRow, Exports } from './export.row.js';
import { ExportViews } from './export.view.js';

type Contract = typeof adminQueries.listExports;

@Injectable()
export class ListExportsQuery {
  constructor(
    private readonly database: DataSource,
    private readonly registers: RegisterRepository,
    private readonly views: ExportViews,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { registerId, limit } = request;
    const { manager } = this.database;
    const register = await this.registers.find(manager, registerId);
    if (register === undefined) return refused('REGISTER_UNKNOWN', { registerId });
    const rows = await manager.find(Exports, {
      where: behind<ExportRow>({ registerId }, request, { at: 'startedAt', id: 'exportId' }),
      order: { startedAt: 'DESC', exportId: 'DESC' },
      take: limit + 1,
    });
    const page = pageOf(rows, request, ({ startedAt, exportId }) => ({ at: startedAt, id: exportId }));
    const items = await this.views.views(manager, page.rows);
    return done({ items, nextCursor: page.nextCursor });
  }
}
