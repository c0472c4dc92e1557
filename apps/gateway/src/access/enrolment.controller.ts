import { enrolTillBody, type ReplyOf, tillCommands } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { accepted } from '@encaisse/service-kit';
import { Body, Controller, Ip, Post } from '@nestjs/common';
import type { z } from 'zod';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import { AttemptLimiter } from './attempt-limiter.js';

/** How a till's page or printer agent gets its credential. */
@Controller(API)
export class EnrolmentController {
  readonly #attempts = new AttemptLimiter();

  constructor(private readonly bus: Bus) {}

  @Post('till/enrol')
  @Operation({
    name: 'enrolTill',
    tag: 'Till',
    access: 'anyone',
    summary: ['Enrol with a one-time code', 'Enrôler le poste avec un code à usage unique'],
    status: 201,
    input: enrolTillBody,
    example: { code: 'K7QM-4XZT', natsPublicKey: null },
    reply: tillCommands.enrolTill.reply,
    refusals: ['ENROLMENT_CODE_INVALID', 'TOO_MANY_ATTEMPTS'],
  })
  async enrolTill(
    @Ip() address: string,
    @Body({ schema: enrolTillBody }) body: z.infer<typeof enrolTillBody>,
  ): Promise<ReplyOf<typeof tillCommands.enrolTill>> {
    // Asked once: an answer that got lost may have spent a page's code, and a second would only say so.
    const enrol = () => this.bus.request(tillCommands.enrolTill, body);
    return accepted(await this.#attempts.run(address, 'ENROLMENT_CODE_INVALID', enrol));
  }
}
