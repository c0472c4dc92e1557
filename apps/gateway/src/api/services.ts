import { setTimeout as pause } from 'node:timers/promises';
import {
  type Outcome,
  operationOf,
  type ReplyOf,
  type RequestOf,
  type RpcContract,
  supervisionCommands,
} from '@encaisse/contracts';
import { Bus, MessagingFault } from '@encaisse/messaging';
import { accepted, LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';

const PAUSE_MS = 300;
/** Less time than this is not worth a second try. */
const LEFT_MS_MIN = 200;
/** Requests that wait for a second try at once; more would make a mountain of a service that is away for long. */
const SECOND_TRIES_MAX = 64;

/** The services behind the gateway. */
@Injectable()
export class Services {
  #secondTries = 0;

  constructor(
    private readonly bus: Bus,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * The answer to a request that may be sent twice (a question, or a command with its key). One that fails at once is
   * tried once more, within the time limit of its contract. Throws the refusal or the fault, for the problem filter.
   */
  async ask<C extends RpcContract>(contract: C, body: RequestOf<C>): Promise<ReplyOf<C>> {
    return accepted(await this.#outcomeOf(contract, body));
  }

  /**
   * The answer to what a route was asked. What head office has done in a store goes through supervision-service, which
   * keeps it to `stores`, journals it and sees to it that it is done.
   */
  async answer(
    contract: RpcContract,
    request: Readonly<Record<string, unknown>>,
    stores: readonly string[] | null = null,
  ): Promise<unknown> {
    const operation = operationOf(contract);
    if (operation === undefined) return this.ask(contract, request);
    const { idempotencyKey, administrator, ...body } = request;
    const by = { administrator: String(administrator), stores: stores && [...stores] };
    const command = { idempotencyKey: String(idempotencyKey), ...by };
    const answer = await this.ask(supervisionCommands.act, { ...command, operation, body });
    return contract.reply.parse(answer);
  }

  async #outcomeOf<C extends RpcContract>(contract: C, body: RequestOf<C>): Promise<Outcome<ReplyOf<C>>> {
    const startedAt = performance.now();
    try {
      return await this.bus.request(contract, body);
    } catch (error) {
      const leftMs = Math.floor(contract.timeoutMs - (performance.now() - startedAt) - PAUSE_MS);
      const away = error instanceof MessagingFault && error.code === 'UNAVAILABLE';
      if (!away || leftMs < LEFT_MS_MIN || this.#secondTries >= SECOND_TRIES_MAX) throw error;
      this.log.warn({ subject: contract.subject }, 'no answer, asking once more');
      return await this.#again({ ...contract, timeoutMs: leftMs }, body);
    }
  }

  async #again<C extends RpcContract>(contract: C, body: RequestOf<C>): Promise<Outcome<ReplyOf<C>>> {
    this.#secondTries += 1;
    try {
      await pause(PAUSE_MS);
      return await this.bus.request(contract, body);
    } finally {
      this.#secondTries -= 1;
    }
  }
}
