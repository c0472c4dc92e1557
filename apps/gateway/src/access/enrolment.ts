import { type enrolTillBody, type ReplyOf, tillCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { accepted } from '@encaisse/service-kit';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { AttemptLimiter } from './attempt-limiter.js';

/** Gives a credential for a one-time code. Guesses are counted together, whoever makes them. */
@Injectable()
export class Enrolment {
  readonly #attempts = new AttemptLimiter();

  constructor(private readonly bus: Bus) {}

  async enrol(
    body: z.infer<typeof enrolTillBody>,
    address: string,
  ): Promise<ReplyOf<typeof tillCommands.enrolTill>> {
    // Asked once: an answer that got lost may have spent a page's code, and a second would only say so.
    const attempt = () => this.bus.request(tillCommands.enrolTill, body);
    return accepted(await this.#attempts.run(address, 'ENROLMENT_CODE_INVALID', attempt));
  }
}
