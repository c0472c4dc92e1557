/** What a caller should do about a refusal. `correct`: change the request; `reload`: read the state again first; `backoff`: the same again, later. */
export type RetryAdvice = 'never' | 'correct' | 'reload' | 'backoff';

interface ErrorEntry {
  readonly status: number;
  readonly retry: RetryAdvice;
  readonly title: string;
  readonly titleFr: string;
}

const entry = (status: number, retry: RetryAdvice, title: string, titleFr: string): ErrorEntry => ({
  status,
  retry,
  title,
  titleFr,
});

/** Who is asking, and may they. */
const ACCESS = {
  TILL_NOT_ENROLLED: entry(401, 'never', 'This till is not enrolled', "Ce poste de caisse n'est pas enrôlé"),
  TILL_REVOKED: entry(
    401,
    'never',
    "This till's credential was revoked",
    "L'accès de ce poste de caisse a été révoqué",
  ),
  ENROLMENT_CODE_INVALID: entry(
    403,
    'never',
    'This enrolment code is unknown, used or expired',
    "Ce code d'enrôlement est inconnu, déjà utilisé ou expiré",
  ),
  CREDENTIALS_INVALID: entry(401, 'correct', 'Wrong seller or password', 'Vendeur ou mot de passe incorrect'),
  SELLER_LOCKED: entry(429, 'backoff', 'Too many wrong passwords', 'Trop de mots de passe erronés'),
  PIN_CHANGE_REQUIRED: entry(
    403,
    'correct',
    'Choose a password first',
    "Choisissez d'abord votre mot de passe",
  ),
  PASSWORD_TOO_WEAK: entry(422, 'correct', 'This password is too weak', 'Ce mot de passe est trop faible'),
  RIGHT_MISSING: entry(403, 'never', 'This seller may not do that', "Ce vendeur n'a pas ce droit"),
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
  ADMIN_TOKEN_INVALID: entry(401, 'correct', 'Log in first', "Connectez-vous d'abord"),
} as const;

/** The request itself. */
const REQUEST = {
  IDEMPOTENCY_KEY_MISSING: entry(
    400,
    'correct',
    'An Idempotency-Key is required',
    "L'en-tête Idempotency-Key est requis",
  ),
  IDEMPOTENCY_KEY_REUSED: entry(
    422,
    'never',
    'This key was used for another request',
    'Cette clé a déjà servi pour une autre demande',
  ),
  BODY_INVALID: entry(422, 'correct', 'The request is not well-formed', 'La demande est mal formée'),
  ID_REUSED: entry(422, 'never', 'This id names something else', 'Cet identifiant désigne déjà autre chose'),
  ROUTE_UNKNOWN: entry(404, 'never', 'There is nothing at this address', "Il n'y a rien à cette adresse"),
  VERSION_CONFLICT: entry(409, 'reload', 'The state has changed meanwhile', "L'état a changé entre-temps"),
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
  SELLER_UNKNOWN: entry(404, 'never', 'Unknown seller', 'Vendeur inconnu'),
  SESSION_UNKNOWN: entry(404, 'never', 'Unknown session', 'Journée inconnue'),
  TICKET_UNKNOWN: entry(404, 'never', 'Unknown ticket', 'Ticket inconnu'),
  LINE_UNKNOWN: entry(404, 'never', 'Unknown line', 'Ligne inconnue'),
  PAYMENT_UNKNOWN: entry(404, 'never', 'Unknown payment', 'Règlement inconnu'),
  CLOSING_UNKNOWN: entry(404, 'never', 'Unknown closing', 'Fermeture inconnue'),
  EXPORT_UNKNOWN: entry(404, 'never', 'Unknown export', 'Export inconnu'),
  JOB_UNKNOWN: entry(404, 'never', 'Unknown job', 'Traitement inconnu'),
  PRINT_JOB_UNKNOWN: entry(404, 'never', 'Unknown print job', 'Impression inconnue'),
  ARTICLE_UNKNOWN: entry(404, 'never', 'No article has this barcode', 'Aucun article pour ce code-barres'),
  TENDER_UNKNOWN: entry(404, 'never', 'Unknown tender', 'Mode de règlement inconnu'),
} as const;

/** Tickets. */
const TICKETS = {
  TICKET_NOT_DRAFT: entry(
    409,
    'reload',
    'This ticket is not being written',
    "Ce ticket n'est pas en cours de saisie",
  ),
  TICKET_NOT_PARKED: entry(409, 'reload', 'This ticket is not parked', "Ce ticket n'est pas en attente"),
  TICKET_OF_ANOTHER_SELLER: entry(
    403,
    'never',
    "This is another seller's ticket",
    "Ce ticket est celui d'un autre vendeur",
  ),
  TICKET_HAS_PAYMENTS: entry(
    409,
    'correct',
    'Remove the payments of this ticket first',
    "Retirez d'abord les règlements de ce ticket",
  ),
  TICKET_TOO_LONG: entry(409, 'never', 'This ticket is full', 'Ce ticket est complet'),
} as const;

/**
 * Every failure that a caller may have to tell apart: code → HTTP status, retry advice, titles.
 * Codes are stable, never parsed, never numbers.
 */
export const ERRORS = { ...ACCESS, ...REQUEST, ...UNKNOWN, ...TICKETS } as const satisfies Record<
  string,
  ErrorEntry
>;

export type ErrorCode = keyof typeof ERRORS;
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
