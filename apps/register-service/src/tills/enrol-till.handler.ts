import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
  type tillCommands,
} from '@encaisse/contracts';
import { newToken, sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { CommandTransaction } from '../kernel/command-transaction.js';
import { StoreStream } from '../relay/store-stream.js';
import { Stores } from '../stores/store.row.js';
import { type EnrolmentCodeRow, EnrolmentCodes } from './enrolment-code.row.js';
import { EnrolmentCodeIssue } from './enrolment-codes.js';
import { NatsRevocations } from './nats-revocations.js';
import { Tills } from './till.row.js';
import { TillCredentials } from './till-credential.row.js';
import { TillIdentity } from './till-identity.js';

type Contract = typeof tillCommands.enrolTill;

/**
 * Gives a device its credential for a one-time code, and takes back the one it had before. Only the credential's hash is
 * kept, so that a device whose answer got lost is given another one, while its code lives and when it brings the same
 * NATS key. A page brings none: it needs another code.
 */
@Injectable()
export class EnrolTillHandler {
  constructor(
    private readonly transaction: CommandTransaction,
    private readonly codes: EnrolmentCodeIssue,
    private readonly identity: TillIdentity,
    private readonly nats: NatsRevocations,
    private readonly stream: StoreStream,
  ) {}

  handle({ code, natsPublicKey }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    return this.transaction.run({
      work: async (manager, run) => {
        const { at } = run;
        const known = await this.codes.alive(manager, code, at);
        if (!known || !(await isUsable(manager, known, natsPublicKey))) {
          return refused('ENROLMENT_CODE_INVALID');
        }
        const { storeId, tillId, device, codeHash } = known;
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
        await this.stream.describe(manager, storeId, run);
        run.afterCommit(() => this.nats.push());
        const place = { storeId, storeCode: store.code, tillId, tillCode: till.code, device };
        const natsUserJwt = natsPublicKey && (await this.identity.sign(tillId, natsPublicKey));
        return done({ ...place, credential, natsUserJwt });
      },
    });
  }
}

/** A code that was not used, or by the device that asks and nobody since: the credential it gave is the device's last one. */
async function isUsable(
  manager: EntityManager,
  { tillId, device, usedAt }: EnrolmentCodeRow,
  natsPublicKey: string | null,
): Promise<boolean> {
  if (usedAt === null) return true;
  if (natsPublicKey === null) return false;
  return manager.existsBy(TillCredentials, {
    tillId,
    device,
    natsPublicKey,
    enrolledAt: usedAt,
    revokedAt: IsNull(),
  });
}
