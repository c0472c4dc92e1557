import { canonicalJson, done, type Outcome, refused } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Commands } from './command.row.js';
import { Safe, sha256 } from './secrets.js';

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

const sealedReply = z.object({ sealed: z.string() });

/** The answers of commands that had an effect, each stored in the transaction of the effect. Refusals are not: they may be tried again. */
@Injectable()
export class StoredAnswers {
  constructor(private readonly safe: Safe) {}

  /** The answer stored under the key; undefined when there is none, a refusal when the key was used for something else. */
  async find(manager: EntityManager, command: CommandIdentity): Promise<Outcome<unknown> | undefined> {
    const { scope, idempotencyKey, bodyDigest } = command;
    const stored = await manager.findOneBy(Commands, { scope, idempotencyKey });
    if (stored === null) return undefined;
    if (stored.bodyDigest !== bodyDigest) return refused('IDEMPOTENCY_KEY_REUSED');
    return done(JSON.parse(this.safe.unseal(sealedReply.parse(stored.reply).sealed)));
  }

  /** Sealed, because an answer may hold a PIN, a code or a token that is told once. */
  async store(
    manager: EntityManager,
    command: CommandIdentity,
    answer: { readonly value: unknown; readonly at: Date; readonly correlationId: string },
  ): Promise<void> {
    const { scope, idempotencyKey, bodyDigest } = command;
    const { at, correlationId } = answer;
    const reply = { sealed: this.safe.seal(JSON.stringify(answer.value)) };
    await manager.insert(Commands, { scope, idempotencyKey, bodyDigest, reply, correlationId, at });
  }
}
