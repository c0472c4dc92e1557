import { enrolTillBody, type ReplyOf, tillCommands } from '@encaisse/contracts';
import { Body, Controller, Ip, Post } from '@nestjs/common';
import type { z } from 'zod';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import { Enrolment } from './enrolment.js';

/** How a till's page or printer agent gets its credential. */
@Controller(API)
export class EnrolmentController {
  constructor(private readonly enrolment: Enrolment) {}

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
  enrolTill(
    @Ip() address: string,
    @Body({ schema: enrolTillBody }) body: z.infer<typeof enrolTillBody>,
  ): Promise<ReplyOf<typeof tillCommands.enrolTill>> {
    return this.enrolment.enrol(body, address);
  }
}
