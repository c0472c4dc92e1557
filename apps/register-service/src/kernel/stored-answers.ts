import { canonicalJson, done, type Outcome, refused } from '@encaisse/contracts';
import { Safe, sha256 } from '@encaisse/secrets';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Commands } from './command.row.js';
import { insertRows } from './insert-rows.js';
import { readRows } from './row-shape.js';

/** What makes a command the same one when it comes again. */
export interface CommandIdentity {
  /** Who may ask for the answer again: a till's id, or `admin`. */
  readonly scope: string;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
}

/** Left out of the digest, so that the table says nothing about a secret and a renewed token is no other command. */
const SECRETS: ReadonlySet<string> = new Set([
  'tillCredential',
  'idempotencyKey',
  'connectionToken',
  'password',
  'pin',
  'newPassword',
]);

const withoutSecrets = (_name: string, value: unknown): unknown =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).filter(([name]) => !SECRETS.has(name)));

export const digestOf = (subject: string, body: object): string =>
  sha256(canonicalJson([subject, JSON.parse(JSON.stringify(body, withoutSecrets))]));

/** What a command answered, and when to whom. */
export interface Answer {
  readonly value: unknown;
  readonly at: Date;
  readonly correlationId: string;
}

const sealedReply = z.object({ sealed: z.string() });

/** The answers of commands that had an effect, each stored in the transaction of the effect. Refusals are not: they may be tried again. */
@Injectable()
export class StoredAnswers {
  constructor(private readonly safe: Safe) {}

  /** The answer stored under the key; undefined when there is none, a refusal when the key was used for something else. */
  async find(manager: EntityManager, command: CommandIdentity): Promise<Outcome<unknown> | undefined> {
    const [answer] = await this.findAll(manager, [command]);
    return answer;
  }

  /** What is stored under the key, whatever was asked with it. */
  async whatever(
    manager: EntityManager,
    { scope, idempotencyKey }: Omit<CommandIdentity, 'bodyDigest'>,
  ): Promise<{ readonly bodyDigest: string; readonly value: unknown } | undefined> {
    const stored = await manager.findOneBy(Commands, { scope, idempotencyKey });
    if (stored === null) return undefined;
    return { bodyDigest: stored.bodyDigest, value: this.#unsealed(stored.reply) };
  }

  #unsealed(reply: object): unknown {
    return JSON.parse(this.safe.unseal(sealedReply.parse(reply).sealed));
  }

  /** Those of several commands, in their order. */
  async findAll(
    manager: EntityManager,
    commands: readonly CommandIdentity[],
  ): Promise<readonly (Outcome<unknown> | undefined)[]> {
    if (commands.length === 0) return [];
    const keys = commands.map(({ scope, idempotencyKey }) => [scope, idempotencyKey]);
    const rows = await readRows(manager, Commands, 'WHERE (r.scope, r.idempotency_key) IN (?)', [keys]);
    return commands.map(({ scope, idempotencyKey, bodyDigest }) => {
      const stored = rows.find((row) => row.scope === scope && row.idempotencyKey === idempotencyKey);
      if (stored === undefined) return undefined;
      if (stored.bodyDigest !== bodyDigest) return refused('IDEMPOTENCY_KEY_REUSED');
      return done(this.#unsealed(stored.reply));
    });
  }

  store(manager: EntityManager, command: CommandIdentity, answer: Answer): Promise<void> {
    return this.storeAll(manager, [{ command, answer }]);
  }

  /** Sealed, because an answer may hold a PIN, a code or a token that is told once. */
  async storeAll(
    manager: EntityManager,
    answers: readonly { readonly command: CommandIdentity; readonly answer: Answer }[],
  ): Promise<void> {
    if (answers.length === 0) return;
    const rows = answers.map(({ command, answer: { value, at, correlationId } }) => {
      const { scope, idempotencyKey, bodyDigest } = command;
      const reply = { sealed: this.safe.seal(JSON.stringify(value)) };
      return { scope, idempotencyKey, bodyDigest, reply, correlationId, at };
    });
    await insertRows(manager, Commands, rows);
  }
}
