import type { EventOf } from '../events.js';
import type { Register } from '../register.js';
import { type Evolution, kept, within } from './evolution.js';

export const importStarted: Evolution<'importStarted'> = (register, event) => {
  const before = within(register, event, 'AWAITING_IMPORT', 'READY');
  const former =
    before.state === 'READY'
      ? ({ state: 'READY', tillId: before.tillId, dataset: before.dataset } as const)
      : ({ state: 'AWAITING_IMPORT' } as const);
  return {
    ...kept(before),
    state: 'IMPORTING',
    jobId: event.jobId,
    tillId: event.tillId,
    startedAt: event.at,
    former,
    lastExport: before.lastExport,
  };
};

export const importSucceeded: Evolution<'importSucceeded'> = (register, event) => {
  const before = within(register, event, 'IMPORTING');
  const { tillId, dataset } = event;
  return { ...kept(before), state: 'READY', tillId, dataset, lastExport: before.lastExport };
};

export const importEnded = (
  register: Register,
  event: EventOf<'importFailed' | 'importCancelled'>,
): Register => {
  const before = within(register, event, 'IMPORTING');
  const { former, lastExport } = before;
  if (event.restored === 'AWAITING_IMPORT') return { ...kept(before), state: 'AWAITING_IMPORT', lastExport };
  if (former.state !== 'READY') throw new Error(`register ${register.id} had no data to go back to`);
  return { ...kept(before), ...former, lastExport };
};

export const readyYielded: Evolution<'readyYielded'> = (register, event) => ({
  ...kept(register),
  state: 'AWAITING_IMPORT',
  lastExport: within(register, event, 'READY').lastExport,
});
