import type { PrinterState } from '@encaisse/contracts';
import type { StoreSentences } from './sentences.js';

const OUTCOMES = {
  UNKNOWN: ['nobody knows whether it is on paper', 'on ignore s’il est sur papier'],
  FAILED: ['it failed', 'échec'],
  EXPIRED: ['it was given up', 'abandonnée'],
} as const;

const LEVELS = { INFO: 'information', IMPORTANT: 'important', URGENT: 'urgent' } as const;

const PRINTERS: { readonly [S in PrinterState]: readonly [en: string, fr: string] } = {
  READY: ['ready', 'prête'],
  UNMONITORED: ['answers no status', 'sans retour d’état'],
  PAPER_OUT: ['out of paper', 'plus de papier'],
  COVER_OPEN: ['cover open', 'capot ouvert'],
  OFFLINE: ['offline', 'hors ligne'],
  UNREACHABLE: ['unreachable', 'injoignable'],
};

/** Of a kind that a newer till prints, the name of the kind is all there is to say. */
const PAPERS: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  ticket: ['a ticket', 'ticket'],
  z: ['a Z', 'ticket Z'],
  x: ['an X reading', 'lecture X'],
  cashMovement: ['a slip', 'bon de mouvement de caisse'],
  recount: ['a recount', 'bon de recomptage'],
  testPage: ['a test page', 'page de test'],
  drawerPulse: ['the drawer', 'ouverture du tiroir'],
};
const paper = (kind: string) => PAPERS[kind] ?? [kind, kind];

/** What a store tells beside its registers. */
export const STORE_SENTENCES: StoreSentences = {
  storeDescribed: ({ store }) => [
    `What store ${store.code} is made of has changed.`,
    `La fiche du magasin ${store.code} a changé.`,
  ],
  passwordsFailed: ({ sellerCode, failures }) => [
    `${failures} wrong passwords in a row for ${sellerCode}.`,
    `${failures} mots de passe erronés d’affilée pour ${sellerCode}.`,
  ],
  tillRenamed: ({ by, code, former, name }) => [
    `${by} renames till ${code}: ${former} becomes ${name}.`,
    `${by} renomme le poste ${code}\u202f: ${former} devient ${name}.`,
  ],
  registerRenamed: ({ by, number, former, name }) => [
    `${by} renames register ${number}: ${former} becomes ${name}.`,
    `${by} renomme la caisse ${number}\u202f: ${former} devient ${name}.`,
  ],
  messagePublished: ({ by, level, text }) => [
    `${by} publishes a message (${level}): ${text}`,
    `${by} publie un message (${LEVELS[level]})\u202f: ${text}`,
  ],
  messageWithdrawn: ({ by }) => [`${by} withdraws a message.`, `${by} retire un message.`],
  messageAcknowledged: ({ by }) => [`${by} has read a message.`, `${by} a pris connaissance d’un message.`],
  pinGiven: ({ by, sellerCode }) => [
    `${by} gives ${sellerCode} a PIN.`,
    `${by} donne un code provisoire à ${sellerCode}.`,
  ],
  copyAsked: ({ by, kind, duplicateNumber }) => [
    `${by} has ${duplicateNumber === 0 ? 'the original' : `DUPLICATA ${duplicateNumber}`} printed (${paper(kind)[0]}).`,
    `${by} fait imprimer ${duplicateNumber === 0 ? 'l’original' : `le DUPLICATA ${duplicateNumber}`} (${paper(kind)[1]}).`,
  ],
  printFailed: ({ kind, outcome }) => [
    `Printing (${paper(kind)[0]}): ${OUTCOMES[outcome][0]}.`,
    `Impression (${paper(kind)[1]})\u202f: ${OUTCOMES[outcome][1]}.`,
  ],
  printerChanged: ({ state, paperLow }) => [
    `Printer: ${PRINTERS[state][0]}${paperLow ? ', paper low' : ''}.`,
    `Imprimante\u202f: ${PRINTERS[state][1]}${paperLow ? ', papier bientôt épuisé' : ''}.`,
  ],
};
