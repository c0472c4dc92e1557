import { type adminQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { fitting } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Stores } from '../stores/store.row.js';
import { RegisterRepository } from './register.repository.js';
import { registerView } from './register.view.js';

type Contract = typeof adminQueries.listRegisters;

@Injectable()
export class ListRegistersQuery {
  constructor(
    private readonly database: DataSource,
    private readonly registers: RegisterRepository,
  ) {}

  async handle(request: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { manager } = this.database;
    const ids = await this.#idsOfPage(manager, request);
    const found = await this.registers.ofIds(manager, ids.slice(0, request.limit));
    const byId = new Map(found.map((register) => [register.id, register]));
    const stores = await manager.find(Stores, {
      where: { storeId: In([...new Set(found.map(({ storeId }) => storeId))]) },
    });
    const codes = new Map(stores.map(({ storeId, code }) => [storeId, code]));
    const page = fitting(
      ids.flatMap((registerId) => {
        const register = byId.get(registerId);
        if (register === undefined) return [];
        const { storeId } = register;
        return [{ ...registerView(register), storeId, storeCode: codes.get(storeId) ?? '' }];
      }),
    );
    const last = page.length < ids.length ? page.at(-1) : undefined;
    return done({ registers: page, nextCursor: last ? `${last.storeCode}/${last.number}` : null });
  }

  /** By store code and number, one more than asked for when there are more. */
  async #idsOfPage(
    manager: EntityManager,
    { storeId, limit, cursor }: RequestOf<Contract>,
  ): Promise<readonly string[]> {
    const [afterCode = '', afterNumber = '0'] = cursor?.split('/') ?? [];
    const rows = (await manager.query(
      `SELECT r.register_id AS id FROM register_registers r JOIN register_stores s ON s.store_id = r.store_id
       WHERE (s.code > ? OR (s.code = ? AND r.number > ?)) ${storeId === undefined ? '' : 'AND s.store_id = ?'}
       ORDER BY s.code, r.number LIMIT ${limit + 1}`,
      [afterCode, afterCode, Number(afterNumber) || 0, ...(storeId === undefined ? [] : [storeId])],
    )) as { id: string }[];
    return rows.map(({ id }) => id);
  }
}
