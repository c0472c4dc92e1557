import type { Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AtTill } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { cashMovementDocument } from '../printing/cash-movement-document.js';
import { drawerPulse } from '../printing/drawer.js';
import { Letterheads } from '../printing/letterheads.js';
import { type JobOrder, newPrintJob } from '../printing/print-job.mapper.js';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import type { CashMovementRow, DrawerOpeningRow } from './cash.row.js';

/** What the printer of a till is asked when its drawer is used without a ticket: in the same transaction. */
@Injectable()
export class DrawerJobs {
  constructor(
    private readonly letterheads: Letterheads,
    private readonly printJobs: PrintJobRepository,
    private readonly sellers: SellerDirectory,
  ) {}

  /** The drawer opens, and a slip is printed, to be signed and put in it. Answers the id of the slip's job. */
  async ofMovement(
    manager: EntityManager,
    unit: RegisterUnit,
    who: AtTill,
    movement: CashMovementRow,
  ): Promise<string> {
    const { store, seller } = who;
    const { register } = unit;
    const { hold, session } = inSession(register);
    const letterhead = await this.letterheads.of(manager, {
      datasetId: hold.dataset.datasetId,
      register,
      timeZone: store.timeZone,
    });
    const { authorisedBy } = movement;
    const lender = authorisedBy === null ? undefined : await this.sellers.find(manager, store, authorisedBy);
    const order = orderOf(unit, who, movement.movementId);
    const document = cashMovementDocument(letterhead, {
      movement,
      sessionNumber: session.key.number,
      sellerName: seller.name,
      authorisedByName: lender?.name ?? authorisedBy,
    });
    // Nobody waits for paper before a closed drawer.
    const pulse = drawerPulse(order);
    const slip = newPrintJob({ ...order, document });
    await this.printJobs.insert(manager, [pulse, slip]);
    return slip.printJobId;
  }

  /** The drawer opens. */
  async ofOpening(
    manager: EntityManager,
    unit: RegisterUnit,
    who: AtTill,
    { openingId }: DrawerOpeningRow,
  ): Promise<void> {
    const order = orderOf(unit, who, openingId);
    await this.printJobs.insert(manager, [drawerPulse(order)]);
  }
}

function inSession(register: Register) {
  if (register.state !== 'OPEN' && register.state !== 'CLOSING')
    throw new Error(`the drawer of register ${register.id} was used without a session`);
  return register;
}

const orderOf = (
  { register, correlationId, at }: RegisterUnit,
  { store: { storeId, timeZone }, till: { tillId }, seller }: AtTill,
  recordId: string,
): Omit<JobOrder, 'document'> => ({
  storeId,
  timeZone,
  registerId: register.id,
  tillId,
  epoch: inSession(register).hold.epoch,
  recordId,
  requestedBy: seller.code,
  correlationId,
  at: new Date(at),
});
