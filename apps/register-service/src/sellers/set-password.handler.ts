import { done, type Outcome, type ReplyOf, type RequestOf, refused, tillCommands } from '@encaisse/contracts';
import { PasswordHashing } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CommandTransaction } from '../kernel/command-transaction.js';
import { digestOf, StoredAnswers } from '../kernel/stored-answers.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { isTooWeak } from './password-strength.js';
import { SellerAuthentication } from './seller-authentication.js';
import { SellerSecrets } from './seller-secret.row.js';

const contract = tillCommands.setPassword;

/** A seller chooses her password, with her one-time PIN or her present password. */
@Injectable()
export class SetPasswordHandler {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly sellers: SellerAuthentication,
    private readonly hashing: PasswordHashing,
    private readonly answers: StoredAnswers,
    private readonly transaction: CommandTransaction,
    private readonly database: DataSource,
  ) {}

  async handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { tillCredential, idempotencyKey, sellerCode, pin, newPassword } = request;
    const at = await this.tills.authenticate(tillCredential);
    if (!at.ok) return at;
    const { till, store } = at.value;
    const bodyDigest = digestOf(contract.subject, request);
    const identity = { scope: till.tillId, idempotencyKey, bodyDigest };
    // Asked again after its answer got lost, the PIN is used up and the new password proves who asks.
    const repeated = (await this.answers.find(this.database.manager, identity)) !== undefined;
    const login = { code: sellerCode, password: repeated ? newPassword : pin };
    const proven = await this.sellers.prove(at.value, login);
    if (!proven.ok) return proven;
    if (isTooWeak(newPassword, { sellerCode, pin })) return refused('PASSWORD_TOO_WEAK');
    const secretHash = await this.hashing.hash(newPassword);
    const provenBy = proven.value.secret;
    return this.transaction.run({
      identity,
      work: async (manager, run) => {
        const place = { storeId: store.storeId, sellerCode };
        // The secret that was proven, and no other that came meanwhile: a PIN opens once.
        const changed = await manager.update(
          SellerSecrets,
          { ...place, secretHash: provenBy.secretHash },
          { kind: 'PASSWORD', secretHash, expiresAt: null, changedAt: run.at },
        );
        return changed.affected === 1 ? done({}) : refused('CREDENTIALS_INVALID');
      },
    });
  }
}
