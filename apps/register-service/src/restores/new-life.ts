import { done } from '@encaisse/contracts';
import type { Counters } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { Closings } from '../closings/closing.row.js';
import { RegisterTransaction } from '../kernel/register-transaction.js';
import { Registers } from '../registers/register.row.js';
import type { Witnessed } from './witness.js';

type Past = Pick<Witnessed, 'epoch' | 'ticketNumber' | 'zNumber' | 'duplicates'>;

/** What may have been used between the witness's last look and the end of the lost life. */
const SINCE_THE_LAST_LOOK: Past = { epoch: 10, ticketNumber: 1_000, zNumber: 10, duplicates: 1_000 };
/** Without a witness: more than any register uses between two backups. */
const SINCE_THE_COPY: Past = { epoch: 1_000, ticketNumber: 100_000, zNumber: 1_000, duplicates: 100_000 };

/** Brings a register into the present life of a database that was restored from an older copy. */
@Injectable()
export class NewLife {
  constructor(private readonly transaction: RegisterTransaction) {}

  /** Does nothing to a register that is there already. */
  async begin(registerId: string, incarnation: string, seen: Witnessed | undefined): Promise<void> {
    const outcome = await this.transaction.run({
      registerId,
      work: async (unit, manager) => {
        const before = unit.register;
        if (before.incarnation === incarnation) return done(null);
        const { duplicates: copies } = await manager.findOneByOrFail(Registers, { registerId });
        const { duplicates, ...past } = pastOf({ ...before.counters, duplicates: copies }, seen);
        unit.beginLife({ incarnation, past });
        await manager.update(Registers, { registerId }, { duplicates, duplicatesPast: duplicates });
        if (before.state === 'CLOSING') {
          const { storeId, closingId } = before;
          await manager.update(
            Closings,
            { storeId, closingId, state: 'COUNTING' },
            { state: 'CANCELLED', endedAt: new Date(unit.at) },
          );
        }
        return done(null);
      },
    });
    if (!outcome.ok) throw new Error(`register ${registerId} is gone: ${outcome.refusal.code}`);
  }
}

/** No copy had a number above the count of them all, so that none of this life meets one of a lost life. */
function pastOf(own: Counters & Past, seen: Witnessed | undefined): Counters & Past {
  const [from, more] = seen ? [seen, SINCE_THE_LAST_LOOK] : [own, SINCE_THE_COPY];
  return {
    sessionNumber: own.sessionNumber,
    epoch: Math.max(own.epoch, from.epoch) + more.epoch,
    ticketNumber: Math.max(own.ticketNumber, from.ticketNumber) + more.ticketNumber,
    zNumber: Math.max(own.zNumber, from.zNumber) + more.zNumber,
    duplicates: Math.max(own.duplicates, from.duplicates) + more.duplicates,
  };
}
