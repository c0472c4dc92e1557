import { approvalQueries, type Refusal, refused } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import type { SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Command } from './command-journal.js';

/** Where the read model says of which store an id is. An id that is told by two stores is of both. */
const STORES_OF: Readonly<Record<string, string>> = {
  registerId: 'SELECT store_id FROM supervision_named_registers WHERE register_id = ?',
  tillId: 'SELECT store_id FROM supervision_tills WHERE till_id = ?',
};
/** Other ids count for these operations only: elsewhere the caller may make them himself. */
const STORES_FOR: Readonly<Record<string, { readonly name: string; readonly sql: string }>> = {
  retryJob: { name: 'jobId', sql: 'SELECT store_id FROM supervision_jobs WHERE job_id = ?' },
  withdrawMessage: {
    name: 'messageId',
    sql: 'SELECT store_id FROM supervision_messages WHERE message_id = ?',
  },
};

/** Whoever may see some stores only acts in them alone. */
@Injectable()
export class CommandScope {
  constructor(
    private readonly database: DataSource,
    private readonly bus: Bus,
  ) {}

  /** STORE_FORBIDDEN unless all that the command names is of `stores`, and it names something. */
  async refusal(
    stores: readonly string[] | null,
    { operation, body }: Pick<Command, 'operation' | 'body'>,
  ): Promise<{ ok: false; refusal: Refusal } | undefined> {
    if (stores === null) return undefined;
    const named = [...(await this.#named(operation, body))];
    const kept = named.length > 0 && named.every((storeId) => storeId !== null && stores.includes(storeId));
    return kept ? undefined : refused('STORE_FORBIDDEN');
  }

  /** Null for what head office has not been told of. */
  async #named(operation: string, body: Command['body']): Promise<ReadonlySet<string | null>> {
    const named = new Set<string | null>();
    const { storeId } = body;
    if (typeof storeId === 'string') named.add(storeId);
    const own = STORES_FOR[operation];
    const asked = { ...STORES_OF, ...(own ? { [own.name]: own.sql } : {}) };
    for (const [name, sql] of Object.entries(asked)) {
      if (typeof body[name] !== 'string') continue;
      const rows = (await this.database.query(sql, [body[name]])) as SqlRow[];
      for (const row of rows) named.add(String(row['store_id']));
      if (rows.length === 0) named.add(null);
    }
    if (operation === 'approve') named.add(await this.#ofApproval(String(body['approvalId'])));
    return named;
  }

  /** Approvals stand in their stores alone. */
  async #ofApproval(approvalId: string): Promise<string | null> {
    const approval = await this.bus.request(approvalQueries.getApprovalAtHeadOffice, { approvalId });
    return approval.ok ? approval.value.storeId : null;
  }
}
