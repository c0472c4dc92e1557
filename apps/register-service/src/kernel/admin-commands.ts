import type { Outcome, RpcContract } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CommandRun } from './after-commit.js';
import { CommandTransaction } from './command-transaction.js';
import { type CommandIdentity, digestOf } from './stored-answers.js';

export interface AdminRequest {
  readonly idempotencyKey: string;
  readonly administrator: string;
}

export const adminIdentity = (contract: RpcContract, request: AdminRequest): CommandIdentity => ({
  scope: 'admin',
  idempotencyKey: request.idempotencyKey,
  bodyDigest: digestOf(contract.subject, request),
});

/** What head office's administrator, whom the gateway has authenticated, sets up: once per idempotency key. */
@Injectable()
export class AdminCommands {
  constructor(private readonly transaction: CommandTransaction) {}

  run<T>(
    contract: RpcContract,
    request: AdminRequest,
    work: (manager: EntityManager, run: CommandRun) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const identity = adminIdentity(contract, request);
    return this.transaction.run({ identity, work });
  }
}
