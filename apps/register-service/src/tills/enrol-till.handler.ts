import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type tillCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { CommandTransaction } from '../kernel/command-transaction.js';
import { newToken, sha256 } from '../kernel/secrets.js';
import { Stores } from '../stores/store.row.js';
import { EnrolmentCodes } from './enrolment-code.row.js';
import { EnrolmentCodeIssue } from './enrolment-codes.js';
import { NatsRevocations } from './nats-revocations.js';
import { Tills } from './till.row.js';
import { TillCredentials } from './till-credential.row.js';
import { TillIdentity } from './till-identity.js';

type Contract = typeof tillCommands.enrolTill;

/**
 * Gives a device its credential for a one-time code, and takes back the one it had before. An answer that got lost cannot be
 * asked again, because only the credential's hash is kept: another code mends that.
 */
@Injectable()
export class EnrolTillHandler {
  constructor(
    private readonly transaction: CommandTransaction,
    private readonly codes: EnrolmentCodeIssue,
    private readonly identity: TillIdentity,
    private readonly nats: NatsRevocations,
  ) {}

  handle({ code, natsPublicKey }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    return this.transaction.run({
      work: async (manager, run) => {
        const { at } = run;
        const used = await this.codes.usable(manager, code, at);
        if (!used) return refused('ENROLMENT_CODE_INVALID');
        const { storeId, tillId, device, codeHash } = used;
        const till = await manager.findOneByOrFail(Tills, { tillId });
        const store = await manager.findOneByOrFail(Stores, { storeId });
        await manager.update(EnrolmentCodes, { codeHash }, { usedAt: at });
        await manager.update(TillCredentials, { tillId, device, revokedAt: IsNull() }, { revokedAt: at });
        await manager.update(Tills, { tillId }, { revokedAt: null });
        const credential = newToken();
        await manager.insert(TillCredentials, {
          credentialHash: sha256(credential),
          storeId,
          tillId,
          device,
          natsPublicKey,
          enrolledAt: at,
          revokedAt: null,
          lastSeenAt: at,
          pendingTickets: 0,
        });
        run.afterCommit(() => this.nats.push());
        const place = { storeId, storeCode: store.code, tillId, tillCode: till.code, device };
        const natsUserJwt = natsPublicKey && (await this.identity.sign(tillId, natsPublicKey));
        return done({ ...place, credential, natsUserJwt });
      },
    });
  }
}
