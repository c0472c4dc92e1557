import {
  adminCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  TILL_DEVICES,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AdminCommands } from '../kernel/admin-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { Stores } from '../stores/store.row.js';
import { EnrolmentCodeIssue } from './enrolment-codes.js';
import { TillRepository } from './till.repository.js';
import { Tills } from './till.row.js';

const contract = adminCommands.createTill;

/** A new till, with one enrolment code for its page and one for its printer agent. */
@Injectable()
export class CreateTillHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly codes: EnrolmentCodeIssue,
    private readonly tills: TillRepository,
    private readonly stream: StoreStream,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { storeId, code, name } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      const { at } = run;
      if (!(await manager.existsBy(Stores, { storeId }))) return refused('STORE_UNKNOWN');
      if (await manager.existsBy(Tills, { storeId, code })) return refused('CODE_TAKEN', { code });
      const till = { tillId: uuidv7(), storeId, code, name, createdAt: at, revokedAt: null };
      await manager.insert(Tills, till);
      const enrolmentCodes = [];
      for (const device of TILL_DEVICES) {
        enrolmentCodes.push(await this.codes.issue(manager, till, device, at));
      }
      await this.stream.describe(manager, storeId, run);
      return done({ till: await this.tills.view(manager, till.tillId), enrolmentCodes });
    });
  }
}
