import type { StoreSentences } from './sentences.js';

const OUTCOMES = {
  UNKNOWN: ['nobody knows whether it is on paper', 'on ignore s’il est sur papier'],
  FAILED: ['it failed', 'échec'],
  EXPIRED: ['it was given up', 'abandonnée'],
} as const;

const LEVELS = { INFO: 'information', IMPORTANT: 'important', URGENT: 'urgent' } as const;

/** What a store tells beside its registers. */
export const STORE_SENTENCES: StoreSentences = {
  storeDescribed: ({ store }) => [
    `Store ${store.code} describes itself.`,
    `Le magasin ${store.code} se décrit.`,
  ],
  passwordsFailed: ({ sellerCode, failures }) => [
    `${failures} wrong passwords of ${sellerCode}.`,
    `${failures} mots de passe faux pour ${sellerCode}.`,
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
    `${by} has ${duplicateNumber === 0 ? 'the original' : `DUPLICATA ${duplicateNumber}`} printed (${kind}).`,
    `${by} fait imprimer ${duplicateNumber === 0 ? 'l’original' : `le DUPLICATA ${duplicateNumber}`} (${kind}).`,
  ],
  printFailed: ({ kind, outcome }) => [
    `Printing (${kind}): ${OUTCOMES[outcome][0]}.`,
    `Impression (${kind})\u202f: ${OUTCOMES[outcome][1]}.`,
  ],
  printerChanged: ({ state, paperLow }) => [
    `Printer: ${state}${paperLow ? ', paper low' : ''}.`,
    `Imprimante\u202f: ${state}${paperLow ? ', papier bientôt épuisé' : ''}.`,
  ],
};
