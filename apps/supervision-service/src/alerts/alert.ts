import { type AlertRule, type AlertSeverity, type AlertView, canonicalJson } from '@encaisse/contracts';

export type AlertFacts = AlertView['facts'];

/** What a rule has found: its condition holds. */
export interface Finding {
  readonly storeId: string;
  readonly rule: AlertRule;
  readonly subject: string;
  readonly registerId: string | null;
  readonly tillId: string | null;
  readonly facts: AlertFacts;
  /** It raises nothing by itself, and keeps open what is. */
  readonly keeps?: 'WHAT_IS_OPEN' | 'WHAT_NOBODY_ACKNOWLEDGED';
}

/** One that is open, or was. */
export interface Alert extends Omit<Finding, 'keeps'> {
  readonly alertId: string;
  readonly severity: AlertSeverity;
  readonly updates: number;
  readonly raisedAt: Date;
  readonly updatedAt: Date;
  readonly acknowledged: { readonly by: string; readonly at: Date; readonly note: string | null } | null;
  readonly closedAt: Date | null;
}

interface Nature {
  readonly severity: AlertSeverity;
  /**
   * CONDITION: open for as long as what the stores told last says so. SETTLED: of something that has happened and does not
   * end; over once somebody has acknowledged it. QUIET: over when nothing of it was told for a while.
   */
  readonly ends: 'CONDITION' | 'SETTLED' | 'QUIET';
}
export const NATURES: { readonly [R in AlertRule]: Nature } = {
  OPEN_TOO_LONG: { severity: 'WARNING', ends: 'CONDITION' },
  EXPORT_LATE: { severity: 'WARNING', ends: 'CONDITION' },
  DIFFERENCE_OVER_TOLERANCE: { severity: 'WARNING', ends: 'CONDITION' },
  PRINTER_SILENT: { severity: 'WARNING', ends: 'CONDITION' },
  PRINTER_OUT_OF_PAPER: { severity: 'INFO', ends: 'CONDITION' },
  TILL_SILENT: { severity: 'WARNING', ends: 'CONDITION' },
  IMPORT_FAILING: { severity: 'CRITICAL', ends: 'CONDITION' },
  OUTBOX_OLD: { severity: 'CRITICAL', ends: 'CONDITION' },
  INTEGRITY_FAULT: { severity: 'CRITICAL', ends: 'SETTLED' },
  PASSWORDS_FAILED: { severity: 'WARNING', ends: 'QUIET' },
  FORCED_ACTION: { severity: 'WARNING', ends: 'SETTLED' },
};

const keyOf = ({ storeId, rule, subject }: Pick<Finding, 'storeId' | 'rule' | 'subject'>): string =>
  `${storeId}/${rule}/${subject}`;

/** What becomes of the alerts. */
export interface AlertPlan {
  readonly raised: readonly Alert[];
  readonly updated: readonly Alert[];
  readonly closed: readonly Alert[];
  /** Of those that are updated or closed, the ones that somebody looks after from now on. */
  readonly acknowledged?: readonly Alert[];
}
export const isNothing = ({ raised, updated, closed }: AlertPlan): boolean =>
  raised.length + updated.length + closed.length === 0;

export interface Planning {
  readonly now: Date;
  readonly newId: () => string;
  /** Whether an open alert that nothing was found of is over. */
  readonly isOver: (alert: Alert) => boolean;
}

/** Pure: raises each finding once, updates what is open already, closes what is over. */
export function planAlerts(
  open: readonly Alert[],
  findings: readonly Finding[],
  { now, newId, isOver }: Planning,
): AlertPlan {
  const former = new Map(open.map((alert) => [keyOf(alert), alert]));
  const alerts = new Map<string, Alert>();
  for (const { keeps, ...finding } of findings) {
    const key = keyOf(finding);
    if (keeps !== undefined) {
      const held = former.get(key);
      if (!held || (keeps === 'WHAT_NOBODY_ACKNOWLEDGED' && held.acknowledged !== null)) continue;
    }
    const alert = alerts.get(key) ?? former.get(key);
    alerts.set(key, alert ? changed(alert, finding, now) : raised(finding, newId(), now));
  }
  return {
    raised: [...alerts].flatMap(([key, alert]) => (former.has(key) ? [] : [alert])),
    updated: [...alerts].flatMap(([key, alert]) => {
      const before = former.get(key);
      // Whatever was found of it in one look is one update.
      return before === undefined || before === alert ? [] : [{ ...alert, updates: before.updates + 1 }];
    }),
    closed: open
      .filter((alert) => !alerts.has(keyOf(alert)) && isOver(alert))
      .map((alert) => ({ ...alert, closedAt: now })),
  };
}

const raised = (finding: Finding, alertId: string, now: Date): Alert => ({
  ...finding,
  alertId,
  severity: NATURES[finding.rule].severity,
  updates: 0,
  raisedAt: now,
  updatedAt: now,
  acknowledged: null,
  closedAt: null,
});

function changed(alert: Alert, { rule, facts: found }: Finding, now: Date): Alert {
  // Faults are told one by one, and count up while nobody has looked.
  const faults = Number(alert.facts['faults'] ?? 0) + Number(found['faults'] ?? 0);
  const facts = rule === 'INTEGRITY_FAULT' ? { ...found, faults } : found;
  if (canonicalJson(facts) === canonicalJson(alert.facts)) return alert;
  return { ...alert, facts, updatedAt: now };
}

export const viewOf = (alert: Alert): AlertView => ({
  ...{ alertId: alert.alertId, storeId: alert.storeId, rule: alert.rule, subject: alert.subject },
  ...{ severity: alert.severity, registerId: alert.registerId, tillId: alert.tillId, facts: alert.facts },
  raisedAt: alert.raisedAt.toISOString(),
  updatedAt: alert.updatedAt.toISOString(),
  updates: alert.updates,
  acknowledged: alert.acknowledged && {
    ...alert.acknowledged,
    at: alert.acknowledged.at.toISOString(),
  },
  closedAt: alert.closedAt?.toISOString() ?? null,
});
