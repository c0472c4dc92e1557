import { done, type Outcome, type ReplyOf, type RequestOf, type tillQueries } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { TillAuthentication } from './till-authentication.js';

type Contract = typeof tillQueries.identifyTill;

@Injectable()
export class IdentifyTillQuery {
  constructor(private readonly tills: TillAuthentication) {}

  async handle({ tillCredential }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { till, store, device } = known.value;
    const { storeId, tillId } = till;
    return done({ storeId, storeCode: store.code, tillId, tillCode: till.code, device });
  }
}
