import {
  done,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  type refundQueries,
  refused,
} from '@encaisse/contracts';
import { NOTHING_GIVEN_BACK, stillRefundable } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Registers } from '../registers/register.row.js';
import { TillAuthentication } from '../tills/till-authentication.js';
import { soldLineOf } from './refund-lines.js';
import { RefundedLineRepository } from './refunded-line.repository.js';
import { isReturn } from './repricing.js';
import { TicketRecords } from './ticket-records.js';

type Contract = typeof refundQueries.refundableLines;

/** What of a finalised ticket of the till's store can still be given back. */
@Injectable()
export class RefundableLinesQuery {
  constructor(
    private readonly tills: TillAuthentication,
    private readonly records: TicketRecords,
    private readonly refunded: RefundedLineRepository,
    private readonly database: DataSource,
  ) {}

  async handle({ tillCredential, ticketId }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const known = await this.tills.authenticate(tillCredential);
    if (!known.ok) return known;
    const { storeId } = known.value.store;
    const { manager } = this.database;
    const record = await this.records.find(manager, storeId, ticketId);
    if (record === undefined) return refused('TICKET_UNKNOWN', { ticketId });
    const { registerId, number, finalisedAt } = record.ticket;
    const register = await manager.findOneByOrFail(Registers, { registerId });
    const given = await this.refunded.of(manager, storeId, ticketId);
    const lines = record.lines
      .filter((line) => !isReturn(line))
      .map((line) => {
        const left = stillRefundable(soldLineOf(line), given.get(line.lineId) ?? NOTHING_GIVEN_BACK);
        return {
          lineId: line.lineId,
          articleCode: line.articleCode,
          label: line.label,
          unit: line.unit,
          soldThousandths: line.quantityThousandths,
          remainingThousandths: left.quantityThousandths,
          remainingCents: left.ttcCents,
        };
      });
    return done({
      ticketId,
      registerNumber: register.number,
      number,
      finalisedAt: finalisedAt.toISOString(),
      lines,
    });
  }
}
