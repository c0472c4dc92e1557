import { type Outcome, refused } from '@encaisse/contracts';
import type { CallContext } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';
import { type KnownTill, TillAuthentication } from '../tills/till-authentication.js';

/** The printer agent of a till: its credential must be that till's whose subject it speaks on. */
@Injectable()
export class AgentAuthentication {
  constructor(private readonly tills: TillAuthentication) {}

  async authenticate(tillCredential: string, { tillId }: CallContext): Promise<Outcome<KnownTill>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const isItself = known.value.device === 'AGENT' && known.value.till.tillId === tillId;
    return isItself ? known : refused('TILL_NOT_ENROLLED', { device: 'AGENT' });
  }
}
