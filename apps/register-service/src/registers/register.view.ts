import type { RegisterView, SessionView, TillContext } from '@encaisse/contracts';
import {
  actionsFor,
  isHeld,
  isSettled,
  type Permission,
  type PinnedDataset,
  type Register,
  type RunningSession,
  type TillSituation,
} from '@encaisse/register-domain';
import { exportRefusals, exportWaiting } from '../exports/export-standing.js';

const datasetOf = (register: Register): PinnedDataset | null => {
  if (isHeld(register)) return register.hold.dataset;
  if (register.state === 'READY') return register.dataset;
  return register.state === 'OUT_OF_SERVICE' ? register.lostHold.dataset : null;
};

const jobOf = (register: Register): string | null => {
  if (register.state === 'IMPORTING') return register.jobId;
  return register.state === 'EXPORTING' ? register.exportId : null;
};

/** What the last count of the register had found when this session opened. */
export const previousCountOf = ({
  openingFloatCents,
  floatDifferenceCents,
}: Pick<RunningSession, 'openingFloatCents' | 'floatDifferenceCents'>): number | null =>
  floatDifferenceCents === null ? null : openingFloatCents - floatDifferenceCents;

export const floatDifference = (openingFloatCents: number, previousCountCents: number | null) => ({
  previousCountCents,
  floatDifferenceCents: previousCountCents === null ? null : openingFloatCents - previousCountCents,
});

/** The session being sold in or counted, as far as it is known before its seal. */
export function runningSessionView(register: Register): SessionView | null {
  if (register.state !== 'OPEN' && register.state !== 'CLOSING') return null;
  const { session } = register;
  return {
    sessionId: session.sessionId,
    registerId: register.id,
    epoch: session.key.epoch,
    number: session.key.number,
    businessDate: session.businessDate,
    openedAt: session.openedAt,
    openedBy: session.openedBy,
    openingFloatCents: session.openingFloatCents,
    ...floatDifference(session.openingFloatCents, previousCountOf(session)),
    closedAt: null,
    closedBy: null,
    ticketCount: session.ticketCount,
    ttcCents: session.ttcCents,
    zNumber: null,
    acknowledgedAt: null,
  };
}

export function registerView(register: Register): RegisterView {
  const hold = isHeld(register) ? register.hold : undefined;
  const dataset = datasetOf(register);
  return {
    registerId: register.id,
    number: register.number,
    name: register.name,
    state: register.state,
    version: register.version,
    holderTillId: hold?.tillId ?? null,
    epoch: register.counters.epoch,
    dataset: dataset && {
      datasetId: dataset.datasetId,
      version: dataset.version,
      fromLocal: dataset.localAsOf !== undefined,
      localAsOf: dataset.localAsOf ?? null,
    },
    jobId: jobOf(register),
    closingId: register.state === 'CLOSING' ? register.closingId : null,
    session: runningSessionView(register),
    sessionsToExport: hold?.sessions.filter((session) => !isSettled(session)).length ?? 0,
    outcomeUnknown: hold?.unansweredExportId != null,
    exportWaiting: exportWaiting(register),
    exportRefusals: exportRefusals(register),
  };
}

type Actions = TillContext['registers'][number]['actions'];

const actionView = (permission: Permission): Actions['open'] =>
  permission.allowed
    ? { allowed: true }
    : {
        allowed: false,
        refusal: { code: permission.refusal.code, facts: { ...permission.refusal.facts } },
      };

/** A till's buttons for a register, each allowed or with the refusal that pressing it would get. */
export function actionViews(register: Register, till: TillSituation): Actions {
  const actions = actionsFor(register, till);
  return {
    import: actionView(actions.import),
    cancelImport: actionView(actions.cancelImport),
    open: actionView(actions.open),
    connect: actionView(actions.connect),
    startClosing: actionView(actions.startClosing),
    export: actionView(actions.export),
    resend: actionView(actions.resend),
  };
}
