import type { AlertThresholds } from '@encaisse/contracts';
import type { AlertFacts, Finding } from './alert.js';

/** What is known of a store at one moment: its read model, and how it was last heard of. */
export interface StoreSight {
  readonly storeId: string;
  readonly toleranceCents: number;
  /** Null when it has never reported. The first is the store's own clock, which the instants of its tills are of. */
  readonly presence: {
    readonly storeClockAt: Date;
    readonly reportedAt: Date;
    readonly behindSince: Date | null;
  } | null;
  readonly registers: readonly RegisterSight[];
  readonly tills: readonly TillSight[];
}
export interface RegisterSight {
  readonly registerId: string;
  readonly state: string;
  /** Written off: nothing is expected of it any more. */
  readonly retired: boolean;
  readonly tillId: string | null;
  readonly openedAt: Date | null;
  readonly pendingSessionCount: number;
  readonly oldestPendingAt: Date | null;
  readonly lastDifferenceCents: number | null;
  readonly lastSessionId: string | null;
  /** Since the last import that succeeded. */
  readonly importFailures: {
    readonly failures: number;
    readonly reason: string;
    readonly firstAt: Date;
    readonly lastAt: Date;
  } | null;
}
export interface TillSight {
  readonly tillId: string;
  readonly pageSeenAt: Date | null;
  readonly agentSeenAt: Date | null;
  readonly printer: { readonly state: string; readonly since: Date } | null;
}

interface Found {
  readonly subject: string;
  readonly registerId?: string | null;
  readonly tillId?: string | null;
  readonly facts: AlertFacts;
  readonly keeps?: NonNullable<Finding['keeps']>;
}
/** By head office's clock. */
export interface Moment {
  readonly now: Date;
  /** Since when stores are heard without a break. */
  readonly hearsFrom: Date;
}
type Rule = (store: StoreSight, thresholds: AlertThresholds, moment: Moment) => readonly Found[];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const isAtWork = ({ state }: RegisterSight): boolean => state === 'OPEN' || state === 'CLOSING';
/** The register that is open or counted at a till. */
const workOf = ({ registers }: StoreSight, tillId: string): RegisterSight | undefined =>
  registers.find((register) => register.tillId === tillId && isAtWork(register));

/** A device of a till was heard of, and is silent by the store's clock for so long. A store that says nothing adds nothing to it. */
const isSilent = ({ presence }: StoreSight, seenAt: Date | null, minutes: number): seenAt is Date =>
  presence !== null &&
  seenAt !== null &&
  presence.storeClockAt.getTime() - seenAt.getTime() > minutes * MINUTE_MS;

/** Each holds for as long as it is true of what is known. */
const RULES = {
  OPEN_TOO_LONG: ({ registers }, { openHours }, { now }) =>
    registers.flatMap(({ registerId, tillId, openedAt, ...register }) => {
      if (openedAt === null || !isAtWork({ registerId, tillId, openedAt, ...register })) return [];
      if (now.getTime() - openedAt.getTime() <= openHours * HOUR_MS) return [];
      return [
        { subject: registerId, registerId, tillId, facts: { openedAt: openedAt.toISOString(), openHours } },
      ];
    }),

  EXPORT_LATE: ({ registers }, { exportHours }, { now }) =>
    registers.flatMap(({ registerId, tillId, oldestPendingAt, pendingSessionCount: sessions }) => {
      if (oldestPendingAt === null || now.getTime() - oldestPendingAt.getTime() <= exportHours * HOUR_MS)
        return [];
      const facts = { sessions, oldestPendingAt: oldestPendingAt.toISOString(), exportHours };
      return [{ subject: registerId, registerId, tillId, facts }];
    }),

  /** Until it is recounted within the tolerance, or a later session of the register is closed. */
  DIFFERENCE_OVER_TOLERANCE: ({ registers, toleranceCents: ofStore }, { toleranceCents: set }) =>
    registers.flatMap(({ registerId, tillId, lastDifferenceCents: differenceCents, lastSessionId }) => {
      const toleranceCents = set ?? ofStore;
      if (differenceCents === null || lastSessionId === null) return [];
      if (Math.abs(differenceCents) <= toleranceCents) return [];
      const facts = { sessionId: lastSessionId, differenceCents, toleranceCents };
      return [{ subject: lastSessionId, registerId, tillId, facts }];
    }),

  PRINTER_SILENT: (store, { printerSilentMinutes: minutes }) =>
    store.tills.flatMap(({ tillId, agentSeenAt }) => {
      const register = workOf(store, tillId);
      if (!register || !isSilent(store, agentSeenAt, minutes)) return [];
      const facts = { agentSeenAt: agentSeenAt.toISOString(), minutes };
      return [{ subject: tillId, registerId: register.registerId, tillId, facts }];
    }),

  PRINTER_OUT_OF_PAPER: (store, { paperMinutes, printerSilentMinutes }) =>
    store.tills.flatMap(({ tillId, agentSeenAt, printer }) => {
      if (printer?.state !== 'PAPER_OUT' && printer?.state !== 'COVER_OPEN') return [];
      // Of an agent that was switched off nobody knows what its printer lacks.
      if (isSilent(store, agentSeenAt, printerSilentMinutes)) return [];
      if (!isSilent(store, printer.since, paperMinutes)) return [];
      const registerId = workOf(store, tillId)?.registerId ?? null;
      const facts = { state: printer.state, since: printer.since.toISOString() };
      return [{ subject: tillId, registerId, tillId, facts }];
    }),

  TILL_SILENT: (store, { tillSilentMinutes: minutes }) =>
    store.tills.flatMap(({ tillId, pageSeenAt }) => {
      const register = workOf(store, tillId);
      if (!register || !isSilent(store, pageSeenAt, minutes)) return [];
      const facts = { pageSeenAt: pageSeenAt.toISOString(), minutes };
      return [{ subject: tillId, registerId: register.registerId, tillId, facts }];
    }),

  /** Nobody need import again: a day after the last failure it is for whoever acknowledges it. */
  IMPORT_FAILING: ({ registers }, { importFailures }, { now }) =>
    registers.flatMap(({ registerId, tillId, importFailures: failed }) => {
      if (failed === null || failed.failures < importFailures) return [];
      const { failures, reason, firstAt, lastAt } = failed;
      const facts = { failures, reason, firstAt: firstAt.toISOString() };
      const found = { subject: registerId, registerId, tillId, facts };
      if (now.getTime() - lastAt.getTime() <= DAY_MS) return [found];
      return [{ ...found, keeps: 'WHAT_NOBODY_ACKNOWLEDGED' }];
    }),

  /** Where head office itself was away, the time since it is back decides; what was raised before is not taken back by that. */
  OUTBOX_OLD: ({ storeId, presence }, { storeSilentMinutes: minutes }, { now, hearsFrom }) => {
    if (presence === null) return [];
    const { reportedAt, behindSince } = presence;
    const isOld = (since: Date) => now.getTime() - since.getTime() > minutes * MINUTE_MS;
    const found = (kind: 'SILENT' | 'BEHIND', since: Date): readonly Found[] => {
      const facts = { kind, since: since.toISOString(), minutes };
      return [{ subject: storeId, facts, ...(isOld(hearsFrom) ? {} : { keeps: 'WHAT_IS_OPEN' }) }];
    };
    if (isOld(reportedAt)) return found('SILENT', reportedAt);
    return behindSince !== null && isOld(behindSince) ? found('BEHIND', behindSince) : [];
  },
} as const satisfies Record<string, Rule>;

/** Pure: everything that is to be warned of in a store, as it is known at `now`. */
export function judgeStore(
  sight: StoreSight,
  thresholds: AlertThresholds,
  moment: Moment,
): readonly Finding[] {
  const store = { ...sight, registers: sight.registers.filter(({ retired }) => !retired) };
  return Object.entries<Rule>(RULES).flatMap(([rule, judge]) =>
    judge(store, thresholds, moment).map(({ registerId = null, tillId = null, ...found }) => ({
      ...{ storeId: store.storeId, rule: rule as keyof typeof RULES, registerId, tillId },
      ...found,
    })),
  );
}
