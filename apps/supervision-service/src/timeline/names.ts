import { ERRORS, isErrorCode } from '@encaisse/contracts';

/** How people call what the system has codes for: in English, in French. */
type Names = readonly [en: string, fr: string];
export type Language = 0 | 1;

const HEAD_OFFICE = 'siege:';
const FAULTS: Readonly<Record<string, Names>> = {
  GAP: ['events are missing', 'des événements manquent'],
  CHAIN: ['the chain is broken', 'la chaîne est rompue'],
  HASH: ['an event was changed', 'un événement a été modifié'],
  CONFLICT: ['two events at one place', 'deux événements à la même place'],
  UNREADABLE: ['an event that cannot be read', 'un événement illisible'],
  RECORD: ['a document that its event does not name', 'un document qui n’est pas celui de son événement'],
  STATE: ['an event that could not happen', 'un événement impossible à ce moment'],
};

export const faultCode = (code: string, language: Language): string => FAULTS[code]?.[language] ?? code;

/** A seller by her code; whoever acted from head office by that, and the name. */
export function person(name: string, language: Language): string {
  if (!name.startsWith(HEAD_OFFICE)) return name;
  return `${language === 0 ? 'head office' : 'le siège'} (${name.slice(HEAD_OFFICE.length)})`;
}

/** Why something failed. What has no words is told by its code. */
export function reason(code: string, language: Language): string {
  if (!isErrorCode(code)) return code;
  const { title, titleFr } = ERRORS[code];
  const said = language === 0 ? title : titleFr;
  return `${said.slice(0, 1).toLocaleLowerCase('fr')}${said.slice(1)}`;
}
