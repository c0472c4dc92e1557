import {
  type ApprovalView,
  type approvalQueries,
  done,
  type Outcome,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { TillAuthentication } from '../tills/till-authentication.js';
import { ApprovalReader } from './approval-reader.js';

type Contract = typeof approvalQueries.getApproval;

@Injectable()
export class GetApprovalQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly reader: ApprovalReader,
  ) {}

  async handle({ tillCredential, approvalId }: RequestOf<Contract>): Promise<Outcome<ApprovalView>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const [found] = await this.reader.list({ approvalId, storeId: known.value.store.storeId });
    return found ? done(found) : refused('APPROVAL_UNKNOWN', { approvalId });
  }
}
