import { type approvalQueries, done, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { ApprovalReader } from './approval-reader.js';

type Contract = typeof approvalQueries.listApprovals;

/** What waits in the store for a second person. */
@Injectable()
export class ListApprovalsQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly reader: ApprovalReader,
    private readonly clock: Clock,
  ) {}

  async handle({ tillCredential }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { storeId } = known.value.store;
    const alive = await this.reader.list({ storeId, expiresAt: MoreThan(this.clock.now()) });
    return done({ approvals: alive.filter(({ state }) => state === 'PENDING') });
  }
}
