import { REGISTER_REFUSALS, type RegisterRefusalCode } from '@encaisse/register-domain';
import { type ErrorEntry, entry, type RetryAdvice } from './error-entry.js';
import { CATALOGUE } from './register/catalogue.errors.js';
import { LATE_TICKETS } from './register/late-tickets.errors.js';
import { MESSAGES } from './register/messages.errors.js';
import { PEOPLE } from './register/people.errors.js';
import { PRICING } from './register/pricing.errors.js';
import { ALERTS } from './supervision/alerts.errors.js';
import { COMMANDS } from './supervision/commands.errors.js';
import { LIVE } from './supervision/live.errors.js';
import { HEAD_OFFICE_PEOPLE } from './supervision/people.errors.js';

/** Who is asking, and may they. */
const ACCESS = {
  TILL_NOT_ENROLLED: entry(401, 'never', 'This till is not enrolled', 'Ce poste de caisse n’est pas enrôlé'),
  TILL_REVOKED: entry(
    401,
    'never',
    "This till's credential was revoked",
    'L’accès de ce poste de caisse a été révoqué',
  ),
  ENROLMENT_CODE_INVALID: entry(
    403,
    'never',
    'This enrolment code is unknown, used or expired',
    'Ce code d’enrôlement est inconnu, déjà utilisé ou expiré',
  ),
  CREDENTIALS_INVALID: entry(401, 'correct', 'Wrong seller or password', 'Vendeur ou mot de passe incorrect'),
  SELLER_LOCKED: entry(429, 'backoff', 'Too many wrong passwords', 'Trop de mots de passe erronés'),
  PIN_CHANGE_REQUIRED: entry(
    403,
    'correct',
    'Choose a password first',
    'Choisissez d’abord votre mot de passe',
  ),
  PASSWORD_TOO_WEAK: entry(422, 'correct', 'This password is too weak', 'Ce mot de passe est trop faible'),
  RIGHT_MISSING: entry(403, 'never', 'This seller may not do that', 'Ce vendeur n’a pas ce droit'),
  CONNECTION_INVALID: entry(
    401,
    'never',
    'This connection is unknown or ended',
    'Cette connexion est inconnue ou terminée',
  ),
  CONNECTION_EXPIRED: entry(401, 'never', 'This connection has expired', 'Cette connexion a expiré'),
  ADMIN_LOGIN_FAILED: entry(
    401,
    'correct',
    'Wrong name or password',
    'Identifiant ou mot de passe incorrect',
  ),
  TOO_MANY_ATTEMPTS: entry(429, 'backoff', 'Too many attempts: wait', 'Trop de tentatives\u202f: patientez'),
  ADMIN_TOKEN_INVALID: entry(401, 'correct', 'Log in first', 'Connectez-vous d’abord'),
} as const;

/** The request itself. */
const REQUEST = {
  IDEMPOTENCY_KEY_MISSING: entry(
    400,
    'correct',
    'An Idempotency-Key is required',
    'L’en-tête Idempotency-Key est requis',
  ),
  IDEMPOTENCY_KEY_REUSED: entry(
    422,
    'never',
    'This key was used for another request',
    'Cette clé a déjà servi pour une autre demande',
  ),
  BODY_INVALID: entry(422, 'correct', 'The request is not well-formed', 'La demande est mal formée'),
  ID_REUSED: entry(422, 'never', 'This id names something else', 'Cet identifiant désigne déjà autre chose'),
  ROUTE_UNKNOWN: entry(404, 'never', 'There is nothing at this address', 'Il n’y a rien à cette adresse'),
  CODE_TAKEN: entry(409, 'correct', 'This code is taken', 'Ce code est déjà pris'),
  UNAVAILABLE: entry(
    503,
    'backoff',
    'The service does not answer now',
    'Le service ne répond pas pour le moment',
  ),
  INTERNAL: entry(500, 'backoff', 'Something failed on our side', 'Une erreur est survenue de notre côté'),
} as const;

/** What is named but not there. */
const UNKNOWN = {
  STORE_UNKNOWN: entry(404, 'never', 'Unknown store', 'Magasin inconnu'),
  TILL_UNKNOWN: entry(404, 'never', 'Unknown till', 'Poste de caisse inconnu'),
  REGISTER_UNKNOWN: entry(404, 'never', 'Unknown register', 'Caisse inconnue'),
  TILL_OUT_OF_USE: entry(409, 'reload', 'This till was revoked', 'Ce poste de caisse est révoqué'),
  SELLER_UNKNOWN: entry(404, 'never', 'Unknown seller', 'Vendeur inconnu'),
  TICKET_UNKNOWN: entry(404, 'never', 'Unknown ticket', 'Ticket inconnu'),
  LINE_UNKNOWN: entry(404, 'never', 'Unknown line', 'Ligne inconnue'),
  PAYMENT_UNKNOWN: entry(404, 'never', 'Unknown payment', 'Règlement inconnu'),
  CLOSING_UNKNOWN: entry(404, 'never', 'Unknown closing', 'Fermeture inconnue'),
  EXPORT_UNKNOWN: entry(404, 'never', 'Unknown export', 'Export inconnu'),
  JOB_UNKNOWN: entry(404, 'never', 'Unknown job', 'Traitement inconnu'),
  JOB_NOT_FAILED: entry(409, 'reload', 'This job has not failed', 'Ce traitement n’a pas échoué'),
  PRINT_JOB_UNKNOWN: entry(404, 'never', 'Unknown print job', 'Impression inconnue'),
  ARTICLE_UNKNOWN: entry(404, 'never', 'No article has this barcode', 'Aucun article pour ce code-barres'),
  CASH_MOVEMENT_UNKNOWN: entry(404, 'never', 'Unknown cash movement', 'Mouvement d’espèces inconnu'),
  DRAWER_OPENING_UNKNOWN: entry(
    404,
    'never',
    'Unknown opening of the drawer',
    'Ouverture du tiroir inconnue',
  ),
  X_READING_UNKNOWN: entry(404, 'never', 'Unknown X reading', 'Lecture X inconnue'),
  TENDER_UNKNOWN: entry(404, 'never', 'Unknown tender', 'Mode de règlement inconnu'),
} as const;

/** Printing. */
const PRINTING = {
  PRINT_JOB_WITHOUT_RECORD: entry(
    409,
    'never',
    'This is asked for afresh, not copied',
    'Ceci se redemande et n’a pas de duplicata',
  ),
  PRINT_JOB_RESOLVED: entry(
    409,
    'reload',
    'There is nothing to be said of this print job',
    'Cette impression n’attend pas de réponse',
  ),
} as const;

/** Tickets. */
const TICKETS = {
  TICKET_NOT_DRAFT: entry(
    409,
    'reload',
    'This ticket is not being written',
    'Ce ticket n’est pas en cours de saisie',
  ),
  TICKET_NOT_PARKED: entry(409, 'reload', 'This ticket is not parked', 'Ce ticket n’est pas en attente'),
  TICKET_OF_ANOTHER_SELLER: entry(
    403,
    'never',
    "This is another seller's ticket",
    'Ce ticket est celui d’un autre vendeur',
  ),
  TICKET_HAS_PAYMENTS: entry(
    409,
    'correct',
    'Remove the payments of this ticket first',
    'Retirez d’abord les règlements de ce ticket',
  ),
  TICKET_TOO_LONG: entry(409, 'never', 'This ticket is full', 'Ce ticket est complet'),
  LINE_NOT_REFUNDABLE: entry(
    409,
    'never',
    'What was given back is not given back again',
    'Ce qui a été remboursé ne se rembourse pas',
  ),
  LINE_REFUNDED_TWICE: entry(
    409,
    'correct',
    'This line is being given back on this ticket already',
    'Cette ligne est déjà remboursée sur ce ticket',
  ),
  REFUND_CHANGED: entry(
    409,
    'correct',
    'Part of this line was given back meanwhile: remove it and add it again',
    'Une partie de cette ligne a été remboursée entre-temps\u202f: retirez-la et ajoutez-la de nouveau',
  ),
  REFUND_TENDER_REFUSED: entry(
    422,
    'correct',
    'Money is given back in cash, or by what the sale was paid with',
    'Le remboursement se fait en espèces ou par un mode de règlement de la vente',
  ),
  SEARCH_TOO_WIDE: entry(
    422,
    'correct',
    'Add a date, a number or an amount to this search',
    'Ajoutez une date, un numéro ou un montant à cette recherche',
  ),
  TOO_MANY_TICKETS: entry(
    409,
    'correct',
    'Too many tickets are in progress',
    'Trop de tickets sont en cours',
  ),
} as const;

/** The drawer. */
const CASH = {
  CASH_REASON_INVALID: entry(
    422,
    'correct',
    'This reason does not explain that, or wants a note',
    'Ce motif ne convient pas ici, ou demande une précision',
  ),
} as const;

const ofRegister = (code: RegisterRefusalCode, status: number, retry: RetryAdvice): ErrorEntry => ({
  status,
  retry,
  ...REGISTER_REFUSALS[code],
});

/** What the register's matrix, guards and rules answer. The sentences are the domain's. */
const REGISTER = {
  IMPORT_REQUIRED: ofRegister('IMPORT_REQUIRED', 409, 'reload'),
  JOB_RUNNING: ofRegister('JOB_RUNNING', 409, 'backoff'),
  IMPORT_NOT_RUNNING: ofRegister('IMPORT_NOT_RUNNING', 409, 'reload'),
  REGISTER_NOT_OPEN: ofRegister('REGISTER_NOT_OPEN', 409, 'reload'),
  REGISTER_OPEN: ofRegister('REGISTER_OPEN', 409, 'reload'),
  ALREADY_OPEN: ofRegister('ALREADY_OPEN', 409, 'reload'),
  CLOSING_IN_PROGRESS: ofRegister('CLOSING_IN_PROGRESS', 409, 'reload'),
  CLOSE_NOT_STARTED: ofRegister('CLOSE_NOT_STARTED', 409, 'reload'),
  RECOUNT_TOO_LATE: ofRegister('RECOUNT_TOO_LATE', 409, 'never'),
  EXPORT_REQUIRED: ofRegister('EXPORT_REQUIRED', 409, 'reload'),
  NOTHING_TO_EXPORT: ofRegister('NOTHING_TO_EXPORT', 409, 'never'),
  EXPORT_NOT_RUNNING: ofRegister('EXPORT_NOT_RUNNING', 409, 'reload'),
  NO_REFUSED_EXPORT: ofRegister('NO_REFUSED_EXPORT', 409, 'never'),
  REGISTER_NOT_HELD: ofRegister('REGISTER_NOT_HELD', 409, 'reload'),
  REGISTER_IN_SERVICE: ofRegister('REGISTER_IN_SERVICE', 409, 'reload'),
  REGISTER_OUT_OF_SERVICE: ofRegister('REGISTER_OUT_OF_SERVICE', 409, 'never'),
  LATE_EXPORT_MISSING: ofRegister('LATE_EXPORT_MISSING', 409, 'reload'),
  HELD_BY_ANOTHER_TILL: ofRegister('HELD_BY_ANOTHER_TILL', 409, 'never'),
  HOLD_MOVED: ofRegister('HOLD_MOVED', 409, 'reload'),
  TILL_HOLDS_ANOTHER_REGISTER: ofRegister('TILL_HOLDS_ANOTHER_REGISTER', 409, 'never'),
  SESSION_CLOSED: ofRegister('SESSION_CLOSED', 409, 'reload'),
  TICKET_NOT_LATE: ofRegister('TICKET_NOT_LATE', 409, 'never'),
  LATE_TICKET_DOUBTFUL: ofRegister('LATE_TICKET_DOUBTFUL', 409, 'correct'),
  TICKETS_IN_PROGRESS: ofRegister('TICKETS_IN_PROGRESS', 409, 'correct'),
  CLIENT_PENDING: ofRegister('CLIENT_PENDING', 409, 'backoff'),
  USERS_CONNECTED: ofRegister('USERS_CONNECTED', 409, 'correct'),
  AMOUNT_MISMATCH: ofRegister('AMOUNT_MISMATCH', 409, 'correct'),
  AMOUNT_INVALID: ofRegister('AMOUNT_INVALID', 422, 'correct'),
  CLOCK_BEHIND: ofRegister('CLOCK_BEHIND', 409, 'backoff'),
  CLOCK_NOT_BEHIND: ofRegister('CLOCK_NOT_BEHIND', 409, 'never'),
  SAME_PERSON_TWICE: ofRegister('SAME_PERSON_TWICE', 403, 'correct'),
  ALREADY_HOLDER: ofRegister('ALREADY_HOLDER', 409, 'never'),
  SESSION_UNKNOWN: ofRegister('SESSION_UNKNOWN', 404, 'never'),
  ACKNOWLEDGEMENT_DIFFERS: ofRegister('ACKNOWLEDGEMENT_DIFFERS', 409, 'never'),
  TICKET_EMPTY: ofRegister('TICKET_EMPTY', 422, 'correct'),
  PAYMENT_MISSING: ofRegister('PAYMENT_MISSING', 422, 'correct'),
  PAYMENT_EXCEEDS_DUE: ofRegister('PAYMENT_EXCEEDS_DUE', 422, 'correct'),
  DISCOUNT_TOO_LARGE: ofRegister('DISCOUNT_TOO_LARGE', 422, 'correct'),
  REFUND_EXCEEDS_SALE: ofRegister('REFUND_EXCEEDS_SALE', 409, 'reload'),
} as const satisfies Record<RegisterRefusalCode, ErrorEntry>;

/** Why an import or an export did not go through: what a job that failed carries. */
const EXCHANGE = {
  HEAD_OFFICE_SILENT: entry(503, 'backoff', 'Head office does not answer', 'Le siège ne répond pas'),
  HEAD_OFFICE_REFUSED: entry(409, 'never', 'Head office refuses the request', 'Le siège refuse la demande'),
  SCHEMA_VERSION_UNSUPPORTED: entry(
    409,
    'never',
    'Head office speaks another version of the exchange',
    'Le siège parle une autre version de l’échange',
  ),
  DATASET_INVALID: entry(
    409,
    'never',
    'The data that head office announces are not complete',
    'Les données annoncées par le siège sont incomplètes',
  ),
  DATASET_OF_ANOTHER_REGISTER: entry(
    409,
    'never',
    'Head office sent the data of another register',
    'Le siège a envoyé les données d’une autre caisse',
  ),
  DATASET_OLDER: entry(
    409,
    'never',
    'Head office sent older data than this register has',
    'Le siège a envoyé des données plus anciennes que celles de cette caisse',
  ),
  DATASET_VERSION_REUSED: entry(
    409,
    'never',
    'Head office gave one version number to two contents',
    'Le siège a donné le même numéro de version à deux contenus',
  ),
  PART_CORRUPT: entry(
    409,
    'backoff',
    'The data received are not what head office announced',
    'Les données reçues ne sont pas celles que le siège a annoncées',
  ),
  IMPORT_TOO_MANY_REJECTS: entry(
    409,
    'never',
    'Too many rows of the data are wrong',
    'Trop de lignes des données sont erronées',
  ),
  EXPORT_REFUSED: entry(409, 'never', 'Head office refuses these days', 'Le siège refuse ces journées'),
  ACCEPTANCE_REFUSED: entry(
    409,
    'never',
    'Head office does not accept this day apart',
    'Le siège n’accepte pas cette journée à part',
  ),
} as const;

/**
 * Every failure that a caller may have to tell apart: code → HTTP status, retry advice, titles.
 * Codes are stable, never parsed, never numbers.
 */
export const ERRORS = {
  ...ACCESS,
  ...REQUEST,
  ...UNKNOWN,
  ...PRINTING,
  ...TICKETS,
  ...CASH,
  ...CATALOGUE,
  ...REGISTER,
  ...EXCHANGE,
  ...PEOPLE,
  ...PRICING,
  ...MESSAGES,
  ...LATE_TICKETS,
  ...COMMANDS,
  ...LIVE,
  ...HEAD_OFFICE_PEOPLE,
  ...ALERTS,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
