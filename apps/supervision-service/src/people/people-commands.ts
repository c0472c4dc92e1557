import {
  accessChangedSubject,
  canonicalJson,
  done,
  type Outcome,
  type RpcContract,
  refused,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Safe, sha256 } from '@encaisse/secrets';
import { inTransaction, isDuplicateKey, type SqlRow } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Left out of the digest, so that the table says nothing about a secret. */
const SECRETS: ReadonlySet<string> = new Set(['idempotencyKey', 'password', 'newPassword']);
const withoutSecrets = (name: string, value: unknown): unknown => (SECRETS.has(name) ? undefined : value);

interface Keyed {
  readonly idempotencyKey: string;
}

/** What is done to users and keys: once per idempotency key, its answer stored, sealed, in the transaction of its effect. */
@Injectable()
export class PeopleCommands {
  constructor(
    private readonly database: DataSource,
    private readonly safe: Safe,
    private readonly bus: Bus,
  ) {}

  /** A refusal has no effect and is not stored: it may be tried again with its key. */
  async run<T>(
    contract: RpcContract,
    request: Keyed,
    work: (manager: EntityManager, at: Date) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    for (;;) {
      try {
        return await this.#once(contract, request, work);
      } catch (error) {
        // The same command twice at once, or another of the same client-made id: the second reads what the first has left.
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  /** The stored answer to a command that came before. */
  async answered<T>(
    contract: RpcContract,
    request: Keyed,
    manager: Pick<EntityManager, 'query'> = this.database,
  ): Promise<Outcome<T> | undefined> {
    const [row] = (await manager.query(
      'SELECT digest, answer FROM supervision_people_answers WHERE idempotency_key = ?',
      [request.idempotencyKey],
    )) as SqlRow[];
    if (row === undefined) return undefined;
    if (row['digest'] !== digestOf(contract, request)) return refused('IDEMPOTENCY_KEY_REUSED');
    return done(JSON.parse(this.safe.unseal(String(row['answer']))) as T);
  }

  /** Those who remember who a token is of are told after the commit that it may have changed. */
  tellAccessChanged(): void {
    this.bus.hint(accessChangedSubject);
  }

  async #once<T>(
    contract: RpcContract,
    request: Keyed,
    work: (manager: EntityManager, at: Date) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const outcome = await inTransaction(this.database, async (manager) => {
      const before = await this.answered<T>(contract, request, manager);
      if (before) return before;
      const at = new Date();
      const outcome = await work(manager, at);
      // The same command, committed in between, may be what stands in the way: then its answer is there as well.
      if (!outcome.ok) return (await this.answered<T>(contract, request, manager)) ?? outcome;
      const answer = this.safe.seal(JSON.stringify(outcome.value));
      await manager.query(
        'INSERT INTO supervision_people_answers (idempotency_key, digest, answer, at) VALUES (?)',
        [[request.idempotencyKey, digestOf(contract, request), answer, at]],
      );
      return outcome;
    });
    this.tellAccessChanged();
    return outcome;
  }
}

const digestOf = ({ subject }: RpcContract, request: object): string =>
  sha256(canonicalJson([subject, JSON.parse(JSON.stringify(request, withoutSecrets))]));
