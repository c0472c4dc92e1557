import {
  CASH_MOVEMENT_KINDS,
  type CommandOf,
  type LateSale,
  type Register,
  type RegisterCommand,
  type RegisterCommandType,
  type SessionKey,
  type TicketToFinalise,
  type TillSituation,
  toCents,
} from '../src/index.js';
import { type Chain, TILLS } from './chain.js';

/** Any number of small choices out of one number. 0 always makes the first choice, so that commands shrink to plain ones. */
export class Luck {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  below(n: number): number {
    if (this.#state === 0) return 0;
    // A step of Marsaglia's xorshift32, which never comes to 0 from elsewhere.
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % n;
  }
  /** True in one case of `n`. */
  rarely(n: number): boolean {
    return this.below(n) === n - 1;
  }
}

/** The till that the register's state belongs to; rarely another one. */
function someTill(chain: Chain, register: Register, luck: Luck): TillSituation {
  const own = 'hold' in register ? register.hold.tillId : 'tillId' in register ? register.tillId : undefined;
  const any = TILLS[luck.below(TILLS.length)] ?? TILLS[0];
  return chain.till(own === undefined || luck.rarely(4) ? any : own);
}

/** `current`, rarely one that was used before, by whatever it was. */
const someId = (chain: Chain, current: string | undefined, luck: Luck): string => {
  const former = chain.formerIds[luck.below(chain.formerIds.length)] ?? 'never-used';
  return current === undefined || luck.rarely(6) ? former : current;
};

/** A new id, rarely one that was used before. */
const someNewId = (chain: Chain, luck: Luck): string =>
  luck.rarely(10) ? someId(chain, undefined, luck) : chain.newId();

const epochOf = ({ counters }: Register, luck: Luck): number => counters.epoch - (luck.rarely(8) ? 1 : 0);

const sessionIdOf = (register: Register): string | undefined =>
  'session' in register ? register.session?.sessionId : undefined;

function someSession(register: Register, luck: Luck): SessionKey {
  const { incarnation, counters } = register;
  const sealed =
    'hold' in register ? register.hold.sessions : 'lostHold' in register ? register.lostHold.sessions : [];
  const waiting = sealed.filter(({ standing }) => standing.kind === 'PENDING' || standing.kind === 'REFUSED');
  const among = waiting.length === 0 || luck.rarely(6) ? sealed : waiting;
  const key = among[luck.below(Math.max(among.length, 1))]?.key;
  return key ?? { incarnation, epoch: luck.below(counters.epoch + 1), number: 1 + luck.below(2) };
}

const twoPeople = (luck: Luck) => ({
  by: 'MARIE',
  approvedBy: luck.rarely(8) ? 'MARIE' : 'PAUL',
  reason: 'poste en panne',
});

const formerTillHolds = (chain: Chain, register: Register) =>
  register.state === 'IMPORTING' && register.former.state === 'READY'
    ? chain.till(register.former.tillId).holds
    : null;

const someLateSale = (chain: Chain, luck: Luck): LateSale => ({
  sessionId: chain.newId(),
  soldAt: '2026-03-02T08:30:00.000Z',
  soldBy: 'LUC',
  doubts: luck.rarely(2) ? ['CLOCK'] : [],
  reason: luck.rarely(3) ? 'horloge en retard' : null,
});

function someTickets(chain: Chain, luck: Luck): readonly TicketToFinalise[] {
  return Array.from({ length: 1 + luck.below(3) }, () => {
    const ttc = luck.below(9_000);
    const cash = luck.rarely(3) ? 0 : ttc + luck.below(500);
    const isRefund = luck.rarely(4);
    return {
      ticketId: chain.newId(),
      kind: isRefund ? 'REFUND' : 'SALE',
      ttcCents: toCents(isRefund ? -ttc : ttc),
      cashTakenCents: toCents(isRefund ? 0 : cash),
      changeGivenCents: toCents(isRefund || cash === 0 ? 0 : cash - ttc),
      cashRefundedCents: toCents(isRefund && cash > 0 ? ttc : 0),
      ...(luck.rarely(8) ? { late: someLateSale(chain, luck) } : {}),
    };
  });
}

const closingFacts = (luck: Luck) => ({
  ticketsInProgress: luck.rarely(8)
    ? [{ ticketId: 'parked', status: 'PARKED' as const, sellerCode: 'LUC', ttcCents: toCents(100) }]
    : [],
  pendingPages: luck.rarely(8)
    ? [{ connectionId: 'page', sellerCode: 'LUC', tickets: 1, stale: luck.rarely(2) }]
    : [],
  forcePending: luck.rarely(2),
  mayForceClose: luck.rarely(2),
  reason: luck.rarely(3) ? null : 'fin de journée',
});

type Builder<C extends RegisterCommandType> = (
  chain: Chain,
  register: Register,
  luck: Luck,
) => Omit<CommandOf<C>, 'type' | 'at'>;

/** A command of each type as someone might ask it of `register`: mostly sensible, at times late, forged or repeated. */
const BUILDERS: { readonly [C in RegisterCommandType]: Builder<C> } = {
  import: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    jobId: someNewId(chain, luck),
  }),
  cancelImport: (chain, register, luck) => ({
    by: 'MARIE',
    jobId: someId(chain, 'jobId' in register ? register.jobId : undefined, luck),
    formerTillHolds: formerTillHolds(chain, register),
  }),
  importSucceeded: (chain, register, luck) => ({
    jobId: someId(chain, 'jobId' in register ? register.jobId : undefined, luck),
    dataset: { datasetId: 1, version: 1 },
  }),
  importFailed: (chain, register, luck) => ({
    jobId: someId(chain, 'jobId' in register ? register.jobId : undefined, luck),
    reason: 'HEAD_OFFICE_SILENT',
    formerTillHolds: formerTillHolds(chain, register),
  }),
  open: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    ...(luck.rarely(6) ? { epoch: epochOf(register, luck) } : {}),
    sessionId: someNewId(chain, luck),
    businessDate: '2026-03-02',
    openingFloatCents: toCents(luck.below(20_000)),
  }),
  connect: (chain, register, luck) => ({
    by: 'LUC',
    till: someTill(chain, register, luck),
    connectionId: chain.newId(),
  }),
  disconnect: (chain) => ({ by: 'LUC', connectionId: chain.newId() }),
  sell: (chain, register, luck) => ({
    by: 'LUC',
    till: someTill(chain, register, luck),
    epoch: epochOf(register, luck),
    sessionId: someId(chain, sessionIdOf(register), luck),
    tickets: someTickets(chain, luck),
  }),
  keepLateTicket: (chain, register, luck) => ({
    by: 'LUC',
    tillId: someTill(chain, register, luck).tillId,
    sessionId: someId(chain, sessionIdOf(register), luck),
    ticketId: chain.newId(),
    soldAt: '2026-03-02T08:30:00.000Z',
    ttcCents: toCents(luck.below(5_000)),
    sha256: 'a'.repeat(64),
    doubts: luck.rarely(2) ? ['CLOCK'] : [],
  }),
  dismissLateTicket: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    epoch: epochOf(register, luck),
    sessionId: someId(chain, sessionIdOf(register), luck),
    ticketId: chain.newId(),
    late: {
      sessionId: chain.newId(),
      soldAt: '2026-03-02T08:30:00.000Z',
      soldBy: 'LUC',
      doubts: luck.rarely(2) ? ['CLOCK'] : [],
    },
    ttcCents: toCents(luck.below(5_000)),
    sha256: 'a'.repeat(64),
    reason: 'vente retapée',
  }),
  moveCash: (chain, register, luck) => ({
    by: 'LUC',
    till: someTill(chain, register, luck),
    epoch: epochOf(register, luck),
    sessionId: someId(chain, sessionIdOf(register), luck),
    movementId: chain.newId(),
    kind: CASH_MOVEMENT_KINDS[luck.below(CASH_MOVEMENT_KINDS.length)] ?? 'IN',
    amountCents: toCents(luck.rarely(8) ? 0 : 1 + luck.below(5_000)),
    reason: 'CHANGE',
    note: null,
    authorisedBy: luck.rarely(3) ? 'MARIE' : null,
  }),
  openDrawer: (chain, register, luck) => ({
    by: 'LUC',
    till: someTill(chain, register, luck),
    epoch: epochOf(register, luck),
    sessionId: someId(chain, sessionIdOf(register), luck),
    openingId: chain.newId(),
    reason: 'CHECK',
    note: null,
    authorisedBy: null,
  }),
  readX: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    epoch: epochOf(register, luck),
    sessionId: someId(chain, sessionIdOf(register), luck),
    readingId: chain.newId(),
  }),
  startClosing: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    closingId: someNewId(chain, luck),
    ...closingFacts(luck),
  }),
  submitCount: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    closingId: someId(chain, register.state === 'CLOSING' ? register.closingId : undefined, luck),
    ...closingFacts(luck),
    countedCashCents: toCents(luck.below(30_000)),
    connections: luck.rarely(3) ? [{ connectionId: 'luc', sellerCode: 'LUC', stale: luck.rarely(2) }] : [],
    forceUsers: !luck.rarely(4),
    acceptDifference: !luck.rarely(4),
    mayAcceptDifference: !luck.rarely(4),
    toleranceCents: toCents(500),
  }),
  cancelClosing: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    closingId: someId(chain, register.state === 'CLOSING' ? register.closingId : undefined, luck),
  }),
  recount: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    recountId: chain.newId(),
    sessionId: someId(
      chain,
      register.state === 'TO_EXPORT' ? register.hold.sessions.at(-1)?.sessionId : undefined,
      luck,
    ),
    countedCashCents: toCents(luck.rarely(8) ? -1 : luck.below(30_000)),
    reason: 'erreur de comptage',
    authorisedBy: null,
  }),
  export: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    exportId: someNewId(chain, luck),
  }),
  resend: (chain, register, luck) => ({
    by: 'MARIE',
    till: someTill(chain, register, luck),
    exportId: someNewId(chain, luck),
  }),
  exportAcknowledged: (chain, register, luck) => {
    const session = someSession(register, luck);
    const { ticketCount, ttcCents } = totalsOf(register, session);
    return {
      exportId: someId(chain, exportIdOf(register), luck),
      session,
      headOffice: { ticketCount, ttcCents: luck.rarely(8) ? toCents(ttcCents + 1) : ttcCents },
    };
  },
  exportRefused: (chain, register, luck) => ({
    exportId: someId(chain, exportIdOf(register), luck),
    session: someSession(register, luck),
    reason: 'TOTALS_DIFFER',
    differences: [],
  }),
  exportUnanswered: (chain, register, luck) => ({ exportId: someId(chain, exportIdOf(register), luck) }),
  acceptApart: (_, register, luck) => ({ ...twoPeople(luck), session: someSession(register, luck) }),
  transferHold: (chain, _, luck) => ({
    ...twoPeople(luck),
    till: chain.till(TILLS[luck.below(TILLS.length)] ?? TILLS[0]),
  }),
  forceRelease: (_, __, luck) => twoPeople(luck),
  exportLate: (chain, _, luck) => ({
    ...twoPeople(luck),
    exportId: someNewId(chain, luck),
    seal: { by: 'MARIE', closingId: chain.newId(), countedCashCents: toCents(luck.below(30_000)) },
  }),
  match: (_, { counters }, luck) => ({
    ...twoPeople(luck),
    lateCounters: {
      epoch: counters.epoch + luck.below(2),
      sessionNumber: luck.below(3),
      ticketNumber: luck.below(counters.ticketNumber + 5),
      zNumber: luck.below(counters.zNumber + 2),
    },
  }),
  writeOff: (_, __, luck) => twoPeople(luck),
  correctClock: (_, __, luck) => twoPeople(luck),
};

const exportIdOf = (register: Register): string | undefined => {
  if (register.state === 'EXPORTING') return register.exportId;
  const hold = 'hold' in register ? register.hold : 'lostHold' in register ? register.lostHold : undefined;
  return hold?.unansweredExportId ?? undefined;
};

function totalsOf(register: Register, key: SessionKey) {
  const sealed =
    'hold' in register ? register.hold.sessions : 'lostHold' in register ? register.lostHold.sessions : [];
  const session = sealed.find(({ key: { epoch, number } }) => epoch === key.epoch && number === key.number);
  return session ?? { ticketCount: 0, ttcCents: toCents(0) };
}

export const commandFor = (
  chain: Chain,
  registerId: string,
  type: RegisterCommandType,
  luck: Luck,
): RegisterCommand => {
  // A builder returns what its own command lacks but type and time, which TypeScript cannot follow across the union.
  const facts = BUILDERS[type](chain, chain.register(registerId), luck);
  return { type, at: chain.at(), ...facts } as RegisterCommand;
};
