import { HELD_STATES } from '../transitions.js';
import { type Evolution, kept, within } from './evolution.js';

export const holdTransferred: Evolution<'holdTransferred'> = (register, event) => {
  const before = within(register, event, ...HELD_STATES);
  const { toTillId, epoch } = event;
  return {
    ...before,
    counters: { ...before.counters, epoch },
    hold: { ...before.hold, tillId: toTillId, epoch },
  };
};

export const holdForceReleased: Evolution<'holdForceReleased'> = (register, event) => {
  const before = within(register, event, ...HELD_STATES);
  const session = 'session' in before ? before.session : null;
  return {
    ...kept(before),
    state: 'OUT_OF_SERVICE',
    lostHold: before.hold,
    session,
    since: event.at,
    retired: false,
  };
};

export const lateExportMatched: Evolution<'lateExportMatched'> = (register, event) => ({
  ...kept(within(register, event, 'OUT_OF_SERVICE')),
  counters: event.counters,
  state: 'AWAITING_IMPORT',
  lastExport: null,
});

export const registerWrittenOff: Evolution<'registerWrittenOff'> = (register, event) => ({
  ...within(register, event, 'OUT_OF_SERVICE'),
  retired: true,
});
