import { done, headOfficeAnswers, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CommandTransaction } from '../kernel/command-transaction.js';
import { type CommandIdentity, digestOf, StoredAnswers } from '../kernel/stored-answers.js';

const { readAnswer, voidCommand } = headOfficeAnswers;
type Answer = ReplyOf<typeof readAnswer>;

const NOTHING: Answer = { took: false, answer: null };

/** Whether a command of head office had its effect here, and that it will have none any more. */
@Injectable()
export class HeadOfficeAnswers {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: CommandTransaction,
    private readonly answers: StoredAnswers,
  ) {}

  async read({ commandId }: RequestOf<typeof readAnswer>): Promise<Outcome<Answer>> {
    return done((await this.#of(voidedBy(commandId))) ?? NOTHING);
  }

  /** Takes the command's key, if nobody has: should the command still come, it is refused, and takes back what it did. */
  async void({ commandId }: RequestOf<typeof voidCommand>): Promise<Outcome<Answer>> {
    const identity = voidedBy(commandId);
    const known = await this.#of(identity);
    if (known) return done(known);
    const voided = await this.transaction.run({ identity, work: async () => done(NOTHING) });
    // Refused: the command was faster.
    return voided.ok ? voided : done((await this.#of(identity)) ?? NOTHING);
  }

  async #of(identity: CommandIdentity): Promise<Answer | undefined> {
    const stored = await this.answers.whatever(this.database.manager, identity);
    if (stored === undefined) return undefined;
    return stored.bodyDigest === identity.bodyDigest ? NOTHING : { took: true, answer: stored.value };
  }
}

const voidedBy = (commandId: string): CommandIdentity => ({
  scope: 'admin',
  idempotencyKey: commandId,
  bodyDigest: digestOf(voidCommand.subject, { commandId }),
});
