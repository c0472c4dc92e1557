import type { SupervisedRegister } from '@encaisse/contracts';
import { evolve, isHeld, newRegister, type Register, type RegisterEvent } from '@encaisse/register-domain';

/** A register as its events leave it: what the domain knows of it, and what head office wants to see besides. */
export interface RegisterModel {
  readonly register: Register;
  /** When it came into its state. */
  readonly since: string;
  readonly day: {
    readonly businessDate: string;
    readonly ticketCount: number;
    readonly ttcCents: number;
  } | null;
  readonly lastClosing: {
    readonly sessionId: string;
    readonly at: string;
    readonly differenceCents: number;
  } | null;
}

/** Before its first event. Its name and number are told by its store. */
export const newModel = (place: {
  storeId: string;
  registerId: string;
  incarnation: string;
}): RegisterModel => ({
  register: newRegister({
    id: place.registerId,
    storeId: place.storeId,
    name: '',
    number: 0,
    incarnation: place.incarnation,
  }),
  since: new Date(0).toISOString(),
  day: null,
  lastClosing: null,
});

/**
 * Pure: the model after `event`.
 * @throws Error when the event cannot follow the register's state.
 */
export function evolveModel(model: RegisterModel, event: RegisterEvent): RegisterModel {
  const register = evolve(model.register, event);
  return {
    register,
    since: register.state === model.register.state ? model.since : event.at,
    day: dayAfter(model, event),
    lastClosing: closingAfter(model, event),
  };
}

function dayAfter({ day }: RegisterModel, event: RegisterEvent): RegisterModel['day'] {
  if (event.type === 'sessionOpened' && event.businessDate !== day?.businessDate)
    return { businessDate: event.businessDate, ticketCount: 0, ttcCents: 0 };
  if (event.type !== 'ticketFinalised' || day === null) return day;
  return { ...day, ticketCount: day.ticketCount + 1, ttcCents: day.ttcCents + event.ttcCents };
}

function closingAfter({ lastClosing }: RegisterModel, event: RegisterEvent): RegisterModel['lastClosing'] {
  if (event.type !== 'sessionSealed' && event.type !== 'sessionRecounted') return lastClosing;
  const { sessionId, differenceCents } = event;
  if (event.type === 'sessionSealed') return { sessionId, at: event.at, differenceCents };
  return lastClosing?.sessionId === sessionId ? { ...lastClosing, differenceCents } : lastClosing;
}

const tillOf = (register: Register): string | null => {
  if (isHeld(register)) return register.hold.tillId;
  return register.state === 'IMPORTING' || register.state === 'READY' ? register.tillId : null;
};
const datasetOf = (register: Register): number | null => {
  if (isHeld(register)) return register.hold.dataset.version;
  return register.state === 'READY' ? register.dataset.version : null;
};
const sessionsOf = (register: Register) => {
  if (isHeld(register)) return register.hold.sessions;
  // Of what was written off nothing is expected any more.
  return register.state === 'OUT_OF_SERVICE' && !register.retired ? register.lostHold.sessions : [];
};

/** What head office sees of it. */
export function supervisedRegister(model: RegisterModel, position: number): SupervisedRegister {
  const { register, since, day, lastClosing } = model;
  const running = register.state === 'OPEN' || register.state === 'CLOSING' ? register.session : null;
  const pending = sessionsOf(register).filter(
    ({ standing }) => standing.kind === 'PENDING' || standing.kind === 'REFUSED',
  );
  return {
    storeId: register.storeId,
    registerId: register.id,
    state: register.state,
    since,
    retired: register.state === 'OUT_OF_SERVICE' && register.retired,
    tillId: tillOf(register),
    sellerCode: running?.openedBy ?? null,
    sessionId: running?.sessionId ?? null,
    openedAt: running?.openedAt ?? null,
    businessDate: day?.businessDate ?? null,
    dayTicketCount: day?.ticketCount ?? 0,
    dayTtcCents: day?.ttcCents ?? 0,
    lastClosedAt: lastClosing?.at ?? null,
    lastDifferenceCents: lastClosing?.differenceCents ?? null,
    datasetVersion: datasetOf(register),
    pendingSessionCount: pending.length,
    oldestPendingAt: pending[0]?.sealedAt ?? null,
    seq: register.version,
    position,
  };
}
