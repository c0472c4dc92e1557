import {
  done,
  GRANT_LIFE_MS,
  type GrantView,
  type Outcome,
  peopleCommands,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Registers } from '../registers/register.row.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import { type GrantRow, GrantRows } from './grant.row.js';

const contract = peopleCommands.lendRight;

/** Whoever has a right lends it to another seller for one act, in person, with her password. */
@Injectable()
export class LendRightHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly sellers: SellerDirectory,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<GrantView>> {
    const { registerId, grantId, borrower, right, subjectId, amountCents } = request;
    const asked = { contract, request, right } as const;
    return this.commands.bySellerOfStore(asked, async (manager, { store, till, seller }, { at }) => {
      const { storeId } = store;
      if (!(await manager.existsBy(Registers, { registerId, storeId }))) return refused('REGISTER_UNKNOWN');
      if (borrower === seller.code) return refused('SAME_PERSON_TWICE', { by: borrower });
      if (!(await this.sellers.find(manager, store, borrower)))
        return refused('SELLER_UNKNOWN', { sellerCode: borrower });
      if (await manager.existsBy(GrantRows, { grantId })) return refused('ID_REUSED', { grantId });
      const grant: GrantRow = {
        grantId,
        storeId,
        registerId,
        tillId: till.tillId,
        lentBy: seller.code,
        borrower,
        right,
        subjectId,
        amountCents,
        lentAt: at,
        expiresAt: new Date(at.getTime() + GRANT_LIFE_MS),
      };
      await manager.insert(GrantRows, grant);
      return done(viewOfGrant(grant));
    });
  }
}

const viewOfGrant = (grant: GrantRow): GrantView => ({
  grantId: grant.grantId,
  registerId: grant.registerId,
  lentBy: grant.lentBy,
  borrower: grant.borrower,
  right: grant.right,
  subjectId: grant.subjectId,
  amountCents: grant.amountCents,
  expiresAt: grant.expiresAt.toISOString(),
});
