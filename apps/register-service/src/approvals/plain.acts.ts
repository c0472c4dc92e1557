import { done } from '@encaisse/contracts';
import { Closings } from '../closings/closing.row.js';
import type { ApprovedAct } from './approved-act.js';

/** A clock that was ahead has dated a record: two people say that it is right now. */
export const correctClock: ApprovedAct<'CORRECT_CLOCK'> = {
  command: (_, __, people) => done({ type: 'correctClock', ...people }),
};

/** A register that is out of service is given up for good. */
export const writeOff: ApprovedAct<'WRITE_OFF'> = {
  command: (_, __, people) => done({ type: 'writeOff', ...people }),
};

/** The hold is lost: the register goes out of service, so that no number of it is ever used twice. */
export const forceRelease: ApprovedAct<'FORCE_RELEASE'> = {
  command: (_, __, people) => done({ type: 'forceRelease', ...people }),
  /** A count that was going on is none any more. */
  async follow(_, { manager, before }, { at }) {
    if (before.state !== 'CLOSING') return;
    const { storeId, closingId } = before;
    await manager.update(
      Closings,
      { storeId, closingId, state: 'COUNTING' },
      { state: 'CANCELLED', endedAt: new Date(at) },
    );
  },
};

/** Head office has all that the lost register held: it may be imported and opened again, past every number it ever gave. */
export const match: ApprovedAct<'MATCH'> = {
  command: ({ lateNumbers }, { register: { counters } }, people) =>
    done({ type: 'match', ...people, lateCounters: { ...counters, ...lateNumbers } }),
};
