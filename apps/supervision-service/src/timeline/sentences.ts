import type { StoreEvent } from '@encaisse/contracts';
import type { RegisterEvent } from '@encaisse/register-domain';
import { type Language, person, reason as reasonOf } from './names.js';
import { STORE_SENTENCES } from './store-sentences.js';

/** What an event says, to people: in English, in French. */
export type Sentences = readonly [en: string, fr: string];
export const UNKNOWN: Sentences = [
  'An event that this version does not know.',
  'Un événement que cette version ne connaît pas.',
];

/** One for each event: one that is missing does not compile. */
type SentencesOf<E extends { readonly type: string }> = {
  readonly [T in E['type']]: (event: Extract<E, { readonly type: T }>) => Sentences;
};
export type StoreSentences = SentencesOf<StoreEvent>;

/** An amount as each language writes it, the French one with its narrow no-break spaces. */
export function money(cents: number): Sentences {
  const sign = cents < 0 ? '-' : '';
  const euros = Math.floor(Math.abs(cents) / 100);
  const rest = String(Math.abs(cents) % 100).padStart(2, '0');
  const grouped = (separator: string) => String(euros).replace(/\B(?=(?:\d{3})+$)/gu, separator);
  return [`${sign}€${grouped(',')}.${rest}`, `${sign}${grouped('\u202f')},${rest}\u202f€`];
}
const both = (cents: number, say: (amount: string, language: 0 | 1) => string): Sentences => {
  const [en, fr] = money(cents);
  return [say(en, 0), say(fr, 1)];
};
const days = (count: number): Sentences =>
  count === 1 ? ['1 day', '1 journée'] : [`${count} days`, `${count} journées`];
const session = ({ number }: { readonly number: number }) => number;
const byTwo = ({ by, approvedBy }: { readonly by: string; readonly approvedBy: string }): Sentences => [
  `by ${by} and ${approvedBy}`,
  `par ${by} et ${approvedBy}`,
];

const REGISTER_SENTENCES: SentencesOf<RegisterEvent> = {
  importStarted: ({ by }) => [`${by} starts an import.`, `${by} lance un import.`],
  importSucceeded: ({ dataset }) => [
    `Import done: data ${dataset.version}.`,
    `Import terminé\u202f: données ${dataset.version}.`,
  ],
  importFailed: ({ reason }) => [
    `The import failed: ${reasonOf(reason, 0)}.`,
    `L’import a échoué\u202f: ${reasonOf(reason, 1)}.`,
  ],
  importCancelled: ({ by }) => [`${by} cancels the import.`, `${by} annule l’import.`],
  readyYielded: ({ to }) => [
    `Its data are given up: the till opens ${to.name}.`,
    `Ses données ne servent plus\u202f: le poste ouvre ${to.name}.`,
  ],
  sessionOpened: ({ by, openingFloatCents }) =>
    both(openingFloatCents, (amount, language) =>
      language === 0 ? `${by} opens, with a float of ${amount}.` : `${by} ouvre, fond de caisse ${amount}.`,
    ),
  sellerConnected: ({ by }) => [`${by} connects.`, `${by} se connecte.`],
  sellerDisconnected: ({ by, sellerCode }) =>
    sellerCode === undefined
      ? [`${by} disconnects.`, `${by} se déconnecte.`]
      : [`${by} logs ${sellerCode} out.`, `${by} déconnecte ${sellerCode}.`],
  ticketFinalised: ({ by, number, kind, ttcCents }) =>
    both(ttcCents, (amount, language) => {
      if (language === 0) return `${kind === 'SALE' ? 'Ticket' : 'Refund'} ${number}, ${amount}, by ${by}.`;
      return `${kind === 'SALE' ? 'Ticket' : 'Remboursement'} ${number}, ${amount}, par ${by}.`;
    }),
  lateTicketKept: ({ ttcCents }) =>
    both(ttcCents, (amount, language) =>
      language === 0
        ? `A ticket of ${amount} came too late and is kept apart.`
        : `Un ticket de ${amount}, arrivé trop tard, est mis de côté.`,
    ),
  lateTicketDismissed: ({ by }) => [`${by} dismisses a late ticket.`, `${by} écarte un ticket tardif.`],
  cashMoved: ({ by, kind, amountCents }) =>
    both(amountCents, (amount, language) => {
      const [en, fr] = MOVEMENTS[kind];
      return language === 0 ? `${by}: ${en}, ${amount}.` : `${by}\u202f: ${fr}, ${amount}.`;
    }),
  drawerOpened: ({ by }) => [`${by} opens the drawer without a sale.`, `${by} ouvre le tiroir sans vente.`],
  xRead: ({ by, number }) => [`${by} reads X ${number}.`, `${by} édite le X n°\u202f${number}.`],
  closingStarted: ({ by }) => [`${by} starts the closing.`, `${by} commence la clôture.`],
  closingCancelled: ({ by }) => [`${by} takes the closing back.`, `${by} annule la clôture.`],
  sessionSealed: ({ by, zNumber, differenceCents }) =>
    both(differenceCents, (amount, language) =>
      language === 0
        ? `${by} closes: Z ${zNumber}, difference ${amount}.`
        : `${by} clôture\u202f: Z n°\u202f${zNumber}, écart ${amount}.`,
    ),
  sessionRecounted: ({ by, differenceCents }) =>
    both(differenceCents, (amount, language) =>
      language === 0 ? `${by} counts again: difference ${amount}.` : `${by} recompte\u202f: écart ${amount}.`,
    ),
  exportStarted: ({ by, sessions }) => [
    `${by} exports ${days(sessions.length)[0]}.`,
    `${by} exporte ${days(sessions.length)[1]}.`,
  ],
  exportResent: ({ by, sessions }) => [
    `${by} sends ${days(sessions.length)[0]} again.`,
    `${by} renvoie ${days(sessions.length)[1]}.`,
  ],
  sessionAcknowledged: (event) => [
    `Head office acknowledges day ${session(event.session)}.`,
    `Le siège acquitte la journée ${session(event.session)}.`,
  ],
  exportRefused: ({ reason, session: key }) => [
    `Head office refuses day ${key.number}: ${reason}.`,
    `Le siège refuse la journée ${key.number}\u202f: ${reason}.`,
  ],
  exportUnanswered: () => [
    'Head office does not answer: the outcome of the export is unknown.',
    'Le siège ne répond pas\u202f: résultat de l’export inconnu.',
  ],
  sessionAcceptedApart: (event) => {
    const [en, fr] = byTwo(event);
    return [
      `Day ${session(event.session)} is accepted apart ${en}.`,
      `Journée ${session(event.session)} admise à part ${fr}.`,
    ];
  },
  holdReleased: () => ['The register is free again.', 'La caisse est libérée.'],
  holdTransferred: (event) => {
    const [en, fr] = byTwo(event);
    return [`Moved to another till ${en}.`, `Transférée sur un autre poste ${fr}.`];
  },
  holdForceReleased: (event) => {
    const [en, fr] = byTwo(event);
    return [
      `Taken out of service ${en}: ${event.reason}.`,
      `Mise hors service ${fr}\u202f: ${event.reason}.`,
    ];
  },
  lateExportStarted: (event) => {
    const [en, fr] = byTwo(event);
    return [`Late export started ${en}.`, `Export tardif lancé ${fr}.`];
  },
  lateExportMatched: (event) => {
    const [en, fr] = byTwo(event);
    return [`Late export matched ${en}.`, `Export tardif rapproché ${fr}.`];
  },
  registerWrittenOff: (event) => {
    const [en, fr] = byTwo(event);
    return [`Written off ${en}.`, `Retirée définitivement ${fr}.`];
  },
  lifeBegan: () => [
    "The store's database was restored from a backup.",
    'La base du magasin a été restaurée d’après une sauvegarde.',
  ],
  clockCorrected: (event) => {
    const [en, fr] = byTwo(event);
    return [`Clock corrected ${en}.`, `Horloge corrigée ${fr}.`];
  },
};

const MOVEMENTS = {
  IN: ['cash in', 'apport'],
  OUT: ['cash out', 'sortie de caisse'],
  SAFE_DROP: ['safe drop', 'prélèvement au coffre'],
} as const;

export function sentencesOf(event: RegisterEvent | StoreEvent): Sentences {
  const all: Readonly<Record<string, (event: never) => Sentences>> = {
    ...REGISTER_SENTENCES,
    ...STORE_SENTENCES,
  };
  const sentence = all[event.type] as ((event: RegisterEvent | StoreEvent) => Sentences) | undefined;
  if (!sentence) return UNKNOWN;
  return [capital(sentence(named(event, 0))[0]), capital(sentence(named(event, 1))[1])];
}

const capital = (sentence: string): string =>
  sentence.replace(
    /^(?:head office|le siège) \(/u,
    (begun) => `${begun.slice(0, 1).toUpperCase()}${begun.slice(1)}`,
  );

/** With whoever did it, and agreed to it, as people call them. */
function named<E extends RegisterEvent | StoreEvent>(event: E, language: Language): E {
  const { by, approvedBy } = event as { by?: unknown; approvedBy?: unknown };
  return {
    ...event,
    ...(typeof by === 'string' ? { by: person(by, language) } : {}),
    ...(typeof approvedBy === 'string' ? { approvedBy: person(approvedBy, language) } : {}),
  };
}
