import { setTimeout as pause } from 'node:timers/promises';
import {
  HEAD_OFFICE_OPERATIONS,
  headOfficeAnswers,
  type Outcome,
  type ReplyOf,
  type RpcContract,
} from '@encaisse/contracts';
import { Bus, MessagingFault } from '@encaisse/messaging';
import { LOG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Command, Journaled } from './command-journal.js';

const PAUSE_MS = 300;
/** Less time than this is not worth another try. */
const LEFT_MS_MIN = 200;

/** Asks the store's service to do a command. Its answer is stored there under the command's id: asked twice, it is done once. */
@Injectable()
export class StoreAsking {
  constructor(
    private readonly bus: Bus,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** The answer; undefined when none came that could be read. A service that is just starting again is waited for. */
  async ask(command: Command): Promise<Outcome<unknown> | undefined> {
    const contract = HEAD_OFFICE_OPERATIONS.get(command.operation);
    // A journal that a newer version wrote: it is left for that one.
    if (contract === undefined) return undefined;
    const until = performance.now() + contract.timeoutMs;
    for (;;) {
      try {
        return await this.#once(contract, command, until - performance.now());
      } catch (error) {
        const { operation, commandId } = command;
        const away = error instanceof MessagingFault && error.code === 'UNAVAILABLE';
        const hasTime = until - performance.now() > PAUSE_MS + LEFT_MS_MIN;
        this.log.warn({ err: error, operation, commandId }, 'the store did not answer a command');
        if (!away || !hasTime) return undefined;
        await pause(PAUSE_MS);
      }
    }
  }

  /** Whether it had its effect; of one that is withdrawn, it will have none from now on. Undefined when no answer came. */
  async askAbout({
    commandId,
    operation,
    state,
  }: Journaled): Promise<ReplyOf<typeof headOfficeAnswers.readAnswer> | undefined> {
    const { readAnswer, voidCommand } = headOfficeAnswers;
    const contract = state === 'WITHDRAWN' ? voidCommand : readAnswer;
    try {
      const answered = await this.bus.request(contract, { commandId });
      return answered.ok ? answered.value : undefined;
    } catch (error) {
      this.log.warn({ err: error, operation, commandId }, 'the store does not say what became of a command');
      return undefined;
    }
  }

  #once(contract: RpcContract, command: Command, timeoutMs: number): Promise<Outcome<unknown>> {
    const { commandId, administrator, body } = command;
    const request = { ...body, idempotencyKey: commandId, administrator };
    return this.bus.request({ ...contract, timeoutMs: Math.ceil(timeoutMs) }, request);
  }
}
