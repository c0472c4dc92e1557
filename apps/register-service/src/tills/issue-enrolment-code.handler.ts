import {
  adminCommands,
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { AdminCommands } from '../kernel/admin-commands.js';
import { EnrolmentCodeIssue } from './enrolment-codes.js';
import { Tills } from './till.row.js';

const contract = adminCommands.issueEnrolmentCode;

/** A fresh code for a device that lost its credential, or for a till that was revoked and may come back. */
@Injectable()
export class IssueEnrolmentCodeHandler {
  constructor(
    private readonly admin: AdminCommands,
    private readonly codes: EnrolmentCodeIssue,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    return this.admin.run(contract, request, async (manager, { at }) => {
      const till = await manager.findOneBy(Tills, { tillId: request.tillId });
      if (!till) return refused('TILL_UNKNOWN');
      return done(await this.codes.issue(manager, till, request.device, at));
    });
  }
}
