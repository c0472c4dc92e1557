import {
  cashCommands,
  done,
  type Outcome,
  type RequestOf,
  refused,
  type XReadingView,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Doorbell } from '../printing/doorbell.js';
import type { Seller } from '../sellers/seller.js';
import { rightMissing } from '../sellers/seller-authentication.js';
import { SessionSumsReader } from './session-sums.js';
import { XPrinting } from './x-printing.js';
import { XReadings } from './x-readings.js';
import { xRecordOf } from './x-record.js';

const contract = cashCommands.readX;

/** The totals so far of the session that runs, for who closes or counts the drawer. Nothing is reset. */
@Injectable()
export class ReadXHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly sums: SessionSumsReader,
    private readonly readings: XReadings,
    private readonly printing: XPrinting,
    private readonly doorbell: Doorbell,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<XReadingView>> {
    const { registerId, readingId, print } = request;
    return this.commands.byConnection({ contract, request }, async (unit, who, manager) => {
      const missing = mayNotRead(who.seller);
      if (missing) return missing;
      const { storeId, blindCount } = who.store;
      const known = await this.readings.find(manager, storeId, readingId);
      if (known) {
        return known.registerId === registerId
          ? done(await this.readings.view(manager, known))
          : refused('ID_REUSED', { readingId });
      }
      const { sessionId, epoch } = who.connection;
      const read = unit.decide({ type: 'readX', ...who.asking, epoch, sessionId, readingId });
      if (!read.ok) return read;
      const [reading] = read.value;
      const { register } = unit;
      if (reading?.type !== 'xRead' || register.state !== 'OPEN')
        throw new Error(`reading ${readingId} read nothing`);
      const sums = await this.sums.of(manager, storeId, sessionId);
      const { session } = register;
      const x = xRecordOf({ registerId, session, reading, sums, isBlind: blindCount });
      await this.readings.insert(manager, x, { storeId, readingId });
      if (!print) return done({ readingId, x, printJobId: null });
      const printJobId = await this.printing.print(manager, unit, who, { readingId, x });
      unit.afterCommit(() => this.doorbell.ring(who.till.tillId));
      return done({ readingId, x, printJobId });
    });
  }
}

const mayNotRead = (seller: Seller): ReturnType<typeof rightMissing> =>
  seller.rights.includes('CASH_MOVEMENT') ? undefined : rightMissing(seller, 'CLOSE');
