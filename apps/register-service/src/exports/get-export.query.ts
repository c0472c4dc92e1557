import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type tillQueries,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TillAuthentication } from '../tills/till-authentication.js';
import { Exports } from './export.row.js';
import { ExportViews } from './export.view.js';

type Contract = typeof tillQueries.getExport;

@Injectable()
export class GetExportQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly database: DataSource,
    private readonly views: ExportViews,
  ) {}

  async handle({ tillCredential, exportId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { manager } = this.database;
    const row = await manager.findOneBy(Exports, { exportId, storeId: known.value.store.storeId });
    return row ? done(await this.views.view(manager, row)) : refused('EXPORT_UNKNOWN');
  }
}
