import { type accessQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import type { SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

type Contract = typeof accessQueries.locate;

/** Which store a register or a till is of, as the stores told it. */
@Injectable()
export class LocateQuery {
  constructor(private readonly database: DataSource) {}

  async handle({ registerId, tillId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const [sql, id] =
      registerId === undefined
        ? ['SELECT store_id FROM supervision_tills WHERE till_id = ?', tillId ?? '']
        : ['SELECT store_id FROM supervision_named_registers WHERE register_id = ?', registerId];
    const rows = (await this.database.query(sql, [id])) as SqlRow[];
    // An id is of one store. Were it told by two, nobody who sees one of them only could be sure.
    const [row] = rows;
    return done({ storeId: row && rows.length === 1 ? String(row['store_id']) : null });
  }
}
