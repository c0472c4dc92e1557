import type { Outcome, RpcContract } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CommandRun } from './after-commit.js';
import { CommandTransaction } from './command-transaction.js';
import { digestOf } from './stored-answers.js';

interface AdminRequest {
  readonly idempotencyKey: string;
  readonly administrator: string;
}

/** What head office's administrator, whom the gateway has authenticated, sets up: once per idempotency key. */
@Injectable()
export class AdminCommands {
  constructor(private readonly transaction: CommandTransaction) {}

  run<T>(
    contract: RpcContract,
    request: AdminRequest,
    work: (manager: EntityManager, run: CommandRun) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const identity = {
      scope: 'admin',
      idempotencyKey: request.idempotencyKey,
      bodyDigest: digestOf(contract.subject, request),
    };
    return this.transaction.run({ identity, work });
  }
}
