import {
  adminCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AdminCommands } from '../kernel/admin-commands.js';
import { StoreStream } from '../relay/store-stream.js';
import { EnrolmentCodeIssue } from './enrolment-codes.js';
import { NatsRevocations } from './nats-revocations.js';
import { TillRepository } from './till.repository.js';
import { Tills } from './till.row.js';
import { TillCredentials } from './till-credential.row.js';

const contract = adminCommands.revokeTill;

/**
 * Ends every credential and code of a till, at once and whatever it holds: what it holds stays held until it is enrolled
 * again or its hold is transferred.
 */
@Injectable()
export class RevokeTillHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly codes: EnrolmentCodeIssue,
    private readonly tills: TillRepository,
    private readonly nats: NatsRevocations,
    private readonly stream: StoreStream,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { tillId } = request;
    return this.admin.run(contract, request, async (manager, run) => {
      const till = await manager.findOneBy(Tills, { tillId });
      if (!till) return refused('TILL_UNKNOWN');
      await manager.update(Tills, { tillId, revokedAt: IsNull() }, { revokedAt: run.at });
      await manager.update(TillCredentials, { tillId, revokedAt: IsNull() }, { revokedAt: run.at });
      await this.codes.void(manager, tillId, run.at);
      await this.stream.describe(manager, till.storeId, run);
      run.afterCommit(() => this.nats.push());
      return done(await this.tills.view(manager, tillId));
    });
  }
}
