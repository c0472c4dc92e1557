import type { AlertRule, AlertView, DeliveryMoment } from '@encaisse/contracts';
import { faultCode, person, reason } from '../timeline/names.js';
import { difference, duration, longerThan, moment, plural, THIN } from './french.js';

/** Where something is, as people call it. */
export interface Place {
  readonly store: { readonly storeId: string; readonly code: string; readonly name: string } | null;
  readonly register: { readonly registerId: string; readonly name: string } | null;
  readonly till: { readonly tillId: string; readonly name: string } | null;
  readonly timeZone: string;
}

/** What an alert says to people, in French. */
export interface Words {
  /** As « CAISSE 02 ouverte depuis plus de 16 h »: the same from the first mail to the last. */
  readonly headline: string;
  /** What has become of it. */
  readonly sentence: string;
  readonly details: readonly (readonly [label: string, value: string])[];
}

type Facts = AlertView['facts'];
interface Telling {
  readonly facts: Facts;
  readonly register: string;
  readonly till: string;
  /** How long it was so when the alert was raised, not to be taken for a time of day. */
  readonly since: (fact: string) => string;
  readonly at: (fact: string) => string;
}
type Detail = readonly [label: string, value: string];
interface Said {
  readonly headline: string;
  readonly details?: readonly Detail[];
}

const colon = `${THIN}: `;
const number = (value: Facts[string] | undefined): number => Number(value ?? 0);
const threshold = (value: string): Detail => ['Seuil', value];

const PRINTERS: Readonly<Record<string, string>> = {
  PAPER_OUT: 'imprimante sans papier',
  COVER_OPEN: 'capot de l’imprimante ouvert',
};
const FORCED: Readonly<Record<string, string>> = {
  sessionSealed: 'clôture forcée',
  sessionAcceptedApart: 'journée admise à part',
  holdTransferred: 'caisse transférée sur un autre poste',
  holdForceReleased: 'mise hors service forcée',
  lateExportStarted: 'export tardif lancé',
  lateExportMatched: 'export tardif rapproché',
  registerWrittenOff: 'caisse retirée définitivement',
  clockCorrected: 'horloge corrigée',
};

const SAYINGS: { readonly [R in AlertRule]: (telling: Telling) => Said } = {
  OPEN_TOO_LONG: ({ facts, register, since, at }) => ({
    headline: `${register} ouverte depuis ${since('openedAt')}`,
    details: [['Ouverte', at('openedAt')], threshold(`${number(facts['openHours'])}${THIN}h`)],
  }),
  EXPORT_LATE: ({ facts, register, since, at }) => ({
    headline: `${register}${colon}${plural(number(facts['sessions']), 'journée', 'journées')} à exporter depuis ${since('oldestPendingAt')}`,
    details: [
      ['La plus ancienne, close', at('oldestPendingAt')],
      threshold(`${number(facts['exportHours'])}${THIN}h`),
    ],
  }),
  DIFFERENCE_OVER_TOLERANCE: ({ facts, register }) => ({
    headline: `${register}${colon}écart de caisse de ${difference(number(facts['differenceCents']))}`,
    details: [['Tolérance', difference(number(facts['toleranceCents'])).replace('+', '±')]],
  }),
  PRINTER_SILENT: ({ facts, till, since, at }) => ({
    headline: `${till}${colon}imprimante sans nouvelles depuis ${since('agentSeenAt')}`,
    details: [
      ['Vue pour la dernière fois', at('agentSeenAt')],
      threshold(`${number(facts['minutes'])}${THIN}min`),
    ],
  }),
  PRINTER_OUT_OF_PAPER: ({ facts, till, since, at }) => ({
    headline: `${till}${colon}${PRINTERS[String(facts['state'])] ?? 'imprimante à l’arrêt'} depuis ${since('since')}`,
    details: [['Depuis', at('since')]],
  }),
  TILL_SILENT: ({ facts, till, since, at }) => ({
    headline: `${till}${colon}écran sans nouvelles depuis ${since('pageSeenAt')}`,
    details: [
      ['Vu pour la dernière fois', at('pageSeenAt')],
      threshold(`${number(facts['minutes'])}${THIN}min`),
    ],
  }),
  IMPORT_FAILING: ({ facts, register, at }) => ({
    headline: `${register}${colon}${plural(number(facts['failures']), 'import en échec', 'imports en échec d’affilée')}`,
    details: [
      ['Premier échec', at('firstAt')],
      ['Dernier motif', reason(String(facts['reason']), 1)],
    ],
  }),
  OUTBOX_OLD: ({ facts, since, at }) => ({
    headline:
      facts['kind'] === 'SILENT'
        ? `magasin sans nouvelles depuis ${since('since')}`
        : `événements en retard depuis ${since('since')}`,
    details: [
      [facts['kind'] === 'SILENT' ? 'Dernières nouvelles' : 'En retard depuis', at('since')],
      threshold(`${number(facts['minutes'])}${THIN}min`),
    ],
  }),
  INTEGRITY_FAULT: ({ facts, register }) => ({
    headline: `${register}${colon}${plural(number(facts['faults']), 'anomalie', 'anomalies')} d’intégrité`,
    details: [
      ['Nature', faultCode(String(facts['code']), 1)],
      ['Événement n°', String(facts['seq'])],
    ],
  }),
  PASSWORDS_FAILED: ({ facts, till, at }) => ({
    headline: `${till}${colon}${plural(number(facts['failures']), 'mot de passe erroné', 'mots de passe erronés d’affilée')}`,
    details: [
      ['Vendeur', String(facts['sellerCode'])],
      ['Le dernier', at('at')],
    ],
  }),
  FORCED_ACTION: ({ facts, register, at }) => ({
    headline: `${register}${colon}${FORCED[String(facts['action'])] ?? 'action forcée'} par ${person(String(facts['by']), 1)}`,
    details: [
      ['Quand', at('at')],
      ...(facts['approvedBy'] ? [['Accord donné par', person(String(facts['approvedBy']), 1)] as const] : []),
      ...(facts['reason'] ? [['Motif', String(facts['reason'])] as const] : []),
      ...(number(facts['loggedOut']) > 0
        ? [['Vendeurs déconnectés', String(facts['loggedOut'])] as const]
        : []),
    ],
  }),
};

const SEVERITIES = { INFO: 'information', WARNING: 'avertissement', CRITICAL: 'critique' } as const;

/** Pure: what is said of an alert at one of its moments. */
export function wordsOf(alert: AlertView, told: DeliveryMoment, place: Place): Words {
  const { facts, raisedAt } = alert;
  const { store, register, till, timeZone } = place;
  const instant = (fact: string) => new Date(String(facts[fact]));
  const when = (iso: string) => moment(new Date(iso), timeZone);
  const { headline, details = [] } = SAYINGS[alert.rule]({
    facts,
    register: register?.name ?? 'Magasin',
    till: till?.name ?? 'Poste',
    since: (fact) => longerThan(Date.parse(raisedAt) - instant(fact).getTime()),
    at: (fact) => moment(instant(fact), timeZone),
  });
  return {
    headline,
    sentence: sentenceOf(alert, told, when),
    details: [
      ...(store ? [['Magasin', `${store.name} (${store.code})`] as const] : []),
      ...(register ? [['Caisse', register.name] as const] : []),
      ...(till ? [['Poste', till.name] as const] : []),
      ...details,
      ['Gravité', SEVERITIES[alert.severity]],
      ...history(alert, told, when),
    ],
  };
}

/** What the sentence has not said. */
function history(
  { raisedAt, acknowledged }: AlertView,
  told: DeliveryMoment,
  when: (iso: string) => string,
): readonly Detail[] {
  const by = acknowledged && `par ${acknowledged.by}, ${when(acknowledged.at)}`;
  return [
    ...(told === 'RAISED' ? [] : [['Signalé', when(raisedAt)] as const]),
    ...(by && told !== 'ACKNOWLEDGED' ? [['Pris en charge', by] as const] : []),
    ...(acknowledged?.note ? [['Note', acknowledged.note] as const] : []),
  ];
}

function sentenceOf(
  { acknowledged, closedAt, raisedAt, rule }: AlertView,
  told: DeliveryMoment,
  when: (iso: string) => string,
): string {
  if (told === 'CLOSED' && closedAt) {
    const lasted = duration(Date.parse(closedAt) - Date.parse(raisedAt));
    const settled = rule === 'FORCED_ACTION' || rule === 'INTEGRITY_FAULT';
    if (settled && acknowledged) return `Clos par ${acknowledged.by} ${when(closedAt)}.`;
    return `Clos ${when(closedAt)}, au bout de ${lasted}.`;
  }
  if (told === 'ACKNOWLEDGED' && acknowledged)
    return `Pris en charge par ${acknowledged.by} ${when(acknowledged.at)}.`;
  return `Signalé ${when(raisedAt)}.`;
}
