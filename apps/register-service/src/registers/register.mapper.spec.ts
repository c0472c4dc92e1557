import {
  evolveAll,
  newRegister,
  REGISTER_STATES,
  type Register,
  type RegisterEvent,
  type RegisterState,
  toCents,
} from '@encaisse/register-domain';
import { toColumns, toRegister } from './register.mapper.js';

const at = '2026-03-14T08:00:00.000Z';
const by = 'R01';
const tillId = 'till-1';
const key = { incarnation: 'life-1', epoch: 1, number: 1 };
const twoPeople = { at, by, approvedBy: 'R02', reason: 'disque perdu' };
const blank = newRegister({
  id: 'register-1',
  storeId: 'store-1',
  name: 'CAISSE 01',
  number: 1,
  incarnation: 'life-1',
});

const imported: RegisterEvent[] = [
  { type: 'importStarted', at, by, tillId, jobId: 'job-1' },
  { type: 'importSucceeded', at, tillId, dataset: { datasetId: 3, version: 7, importJobId: 'job-1' } },
];
const opened: RegisterEvent[] = [
  ...imported,
  {
    type: 'sessionOpened',
    at,
    by,
    tillId,
    sessionId: 'session-1',
    key,
    businessDate: '2026-03-14',
    openingFloatCents: toCents(15_000),
    floatDifferenceCents: null,
  },
];
const counting: RegisterEvent[] = [
  ...opened,
  {
    type: 'closingStarted',
    at,
    by,
    sessionId: 'session-1',
    closingId: 'closing-1',
    forcedPages: [],
    reason: null,
  },
];
const sealed: RegisterEvent[] = [
  ...counting,
  {
    type: 'sessionSealed',
    at,
    by,
    sessionId: 'session-1',
    key,
    closingId: 'closing-1',
    zNumber: 1,
    expectedCashCents: toCents(15_000),
    countedCashCents: toCents(14_990),
    differenceCents: toCents(-10),
    loggedOut: [],
    forcedPages: [],
    reason: 'monnaie',
  },
];
const recounted: RegisterEvent[] = [
  ...sealed,
  {
    type: 'sessionRecounted',
    at,
    by,
    sessionId: 'session-1',
    key,
    recountId: 'recount-1',
    number: 1,
    countedCashCents: toCents(15_000),
    formerCountCents: toCents(14_990),
    differenceCents: toCents(0),
    reason: 'pièce retrouvée',
    authorisedBy: null,
  },
];
const exporting: RegisterEvent[] = [
  ...sealed,
  { type: 'exportStarted', at, by, exportId: 'export-1', sessions: [key] },
];
const difference = { field: 'totals.ttcCents', ours: '0', headOffice: '1' };

/** Lives that end in each state, so that every shape the column may hold is written and read. */
const LIVES: Readonly<Record<RegisterState, readonly (readonly RegisterEvent[])[]>> = {
  AWAITING_IMPORT: [
    [],
    [
      ...exporting,
      { type: 'sessionAcknowledged', at, exportId: 'export-1', session: key },
      { type: 'holdReleased', at, tillId, epoch: 1 },
    ],
  ],
  IMPORTING: [
    imported.slice(0, 1),
    [...imported, { type: 'importStarted', at, by, tillId: 'till-2', jobId: 'job-2' }],
  ],
  READY: [imported],
  OPEN: [opened, [...sealed, { ...opened[2], at } as RegisterEvent]],
  CLOSING: [counting],
  TO_EXPORT: [
    sealed,
    recounted,
    [...exporting, { type: 'exportUnanswered', at, exportId: 'export-1' }],
    [
      ...exporting,
      {
        type: 'exportRefused',
        at,
        exportId: 'export-1',
        session: key,
        reason: 'EXPORT_REFUSED',
        differences: [difference],
      },
    ],
    [...sealed, { type: 'sessionAcceptedApart', ...twoPeople, session: key }],
  ],
  EXPORTING: [exporting],
  OUT_OF_SERVICE: [
    [...opened, { type: 'holdForceReleased', ...twoPeople, tillId, epoch: 1 }],
    [
      ...sealed,
      { type: 'holdForceReleased', ...twoPeople, tillId, epoch: 1 },
      { type: 'registerWrittenOff', ...twoPeople },
    ],
  ],
};

/** As SQL gives it back: JSON through text, and what the mapper does not write. */
const stored = (register: Register) => {
  const columns = toColumns(register);
  return {
    ...columns,
    facts: JSON.parse(JSON.stringify(columns.facts)),
    lastHash: '0'.repeat(64),
    createdAt: new Date(at),
    duplicates: 0,
    duplicatesPast: 0,
  };
};

describe('a register and its row', () => {
  it.each(REGISTER_STATES)('are the same register in %s', (state) => {
    for (const life of LIVES[state]) {
      const register = evolveAll(blank, life);
      expect(register.state).toBe(state);
      expect(toRegister(stored(register))).toEqual(register);
    }
  });

  it('agree on who holds it, exactly while it is held', () => {
    for (const state of REGISTER_STATES) {
      for (const life of LIVES[state]) {
        const held = ['OPEN', 'CLOSING', 'TO_EXPORT', 'EXPORTING'].includes(state);
        expect(stored(evolveAll(blank, life)).holdTillId).toBe(held ? tillId : null);
      }
    }
  });

  it('do not agree to facts of another state, or to money that is no whole cent', () => {
    const open = stored(evolveAll(blank, opened));
    expect(() => toRegister({ ...open, state: 'EXPORTING' })).toThrow();
    const facts = { ...open.facts, session: { ...open.facts.session, ttcCents: 10.5 } };
    expect(() => toRegister({ ...open, facts })).toThrow(/whole number/u);
  });
});
