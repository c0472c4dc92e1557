import { type Outcome, type PrintJobView, type RpcContract, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AdminCommands, type AdminRequest } from '../kernel/admin-commands.js';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { type CopiedRecord, Copies } from '../printing/copies.js';
import { StoreStream } from '../relay/store-stream.js';
import { type StoreRow, Stores } from '../stores/store.row.js';
import { Tills } from '../tills/till.row.js';

/** A copy of a record, which head office has printed on a till of the record's store; told to head office in its place. */
@Injectable()
export class HeadOfficeCopies {
  constructor(
    private readonly admin: AdminCommands,
    private readonly registers: RegisterTransaction,
    private readonly copies: Copies,
    private readonly stream: StoreStream,
  ) {}

  print(
    contract: RpcContract,
    request: AdminRequest & { readonly tillId: string },
    find: (manager: EntityManager, store: StoreRow) => Promise<Outcome<CopiedRecord>>,
  ): Promise<Outcome<PrintJobView>> {
    const { tillId, administrator: requestedBy } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      await this.registers.lockTills(manager, [tillId]);
      const till = await manager.findOneBy(Tills, { tillId });
      if (!till) return refused('TILL_UNKNOWN', { tillId });
      if (till.revokedAt !== null) return refused('TILL_OUT_OF_USE', { tillId, code: till.code });
      const store = await manager.findOneByOrFail(Stores, { storeId: till.storeId });
      const found = await find(manager, store);
      if (!found.ok) return found;
      const order = { ...found.value, authorisedBy: null };
      const printed = await this.copies.print(manager, { store, till, requestedBy }, run, order);
      if (!printed.ok) return printed;
      const { kind, recordId, registerId } = order;
      const { printJobId, duplicateNumber } = printed.value;
      const copy = { registerId, tillId, printJobId, kind, recordId, duplicateNumber };
      await this.stream.append(manager, store.storeId, { type: 'copyAsked', by: requestedBy, ...copy }, run);
      return printed;
    });
  }
}
