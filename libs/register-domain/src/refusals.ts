import type { Connection, PendingPage, TicketInProgress } from './facts.js';
import type { LateDoubtCode } from './late-doubts.js';
import type { Cents } from './money.js';
import type { RegisterRef, SessionKey } from './register.js';
import type { RegisterState } from './transitions.js';

/** What a request still wants before its warning passes. */
export type Missing = 'CONFIRMATION' | 'RIGHT' | 'REASON';

/** All the warnings of a count are answered at once; the refusal's code is the first one's. */
export type ClosingWarning =
  | Readonly<{
      code: 'USERS_CONNECTED';
      facts: Readonly<{ users: readonly Connection[]; missing: readonly Missing[] }>;
    }>
  | Readonly<{
      code: 'AMOUNT_MISMATCH';
      facts: Readonly<{
        expectedCashCents: Cents;
        countedCashCents: Cents;
        /** Counted less expected. */
        differenceCents: Cents;
        toleranceCents: Cents;
        missing: readonly Missing[];
      }>;
    }>;
type Warnings = { warnings: readonly ClosingWarning[] };

/** The facts that each refusal brings for its sentence: one line per code, of the matrix, the guards and the rules. */
type RefusalFacts = {
  /** `readyOnTillId` is the other till that has this register's data, null when no till has. */
  IMPORT_REQUIRED: { readyOnTillId: string | null };
  /** `jobId` is null when the job is another register's, seen from the till. */
  JOB_RUNNING: { kind: 'IMPORT' | 'EXPORT'; jobId: string | null; register: RegisterRef };
  IMPORT_NOT_RUNNING: { state: RegisterState; runningJobId: string | null };
  REGISTER_NOT_OPEN: { state: RegisterState };
  REGISTER_OPEN: { tillId: string; sessionId: string; openedAt: string };
  ALREADY_OPEN: { tillId: string; sessionId: string; openedAt: string; openedBy: string };
  CLOSING_IN_PROGRESS: { tillId: string; closingId: string; closingSince: string };
  CLOSE_NOT_STARTED: { state: RegisterState };
  /** The session meant, where one was looked for. */
  RECOUNT_TOO_LATE: { sessionId: string | null };
  EXPORT_REQUIRED: { tillId: string; sessions: number };
  NOTHING_TO_EXPORT: Record<never, never>;
  EXPORT_NOT_RUNNING: { state: RegisterState; runningExportId: string | null };
  NO_REFUSED_EXPORT: Record<never, never>;
  REGISTER_NOT_HELD: { state: RegisterState };
  REGISTER_IN_SERVICE: { state: RegisterState };
  REGISTER_OUT_OF_SERVICE: { since: string; retired: boolean };
  /** `sessions` of the lost hold that head office has not settled; `running` is one that was never closed. */
  LATE_EXPORT_MISSING: { sessions: number; running: boolean };

  HELD_BY_ANOTHER_TILL: { tillId: string };
  /** The hold as it is now; `tillId` is null when no till holds the register any more. */
  HOLD_MOVED: { tillId: string | null; epoch: number };
  TILL_HOLDS_ANOTHER_REGISTER: { register: RegisterRef; waitsFor: 'CLOSING' | 'EXPORT' };

  SESSION_CLOSED: { sessionId: string; runningSessionId: string };
  /** Its session still takes it, or will when the closing is cancelled. */
  TICKET_NOT_LATE: { sessionId: string; state: RegisterState };
  /** Something of it is doubtful: who admits it as it was told gives a reason. */
  LATE_TICKET_DOUBTFUL: { ticketId: string; doubts: readonly LateDoubtCode[] };
  TICKETS_IN_PROGRESS: { tickets: readonly TicketInProgress[] };
  /** Forceable when every one of the pages is stale: `missing` then says what forcing wants. */
  CLIENT_PENDING: { pages: readonly PendingPage[]; forceable: boolean; missing: readonly Missing[] };
  USERS_CONNECTED: Warnings;
  AMOUNT_MISMATCH: Warnings;
  AMOUNT_INVALID: { field: string; amountCents: Cents };
  CLOCK_BEHIND: { at: string; floor: string };
  CLOCK_NOT_BEHIND: { at: string; floor: string | null };
  SAME_PERSON_TWICE: { by: string };
  ALREADY_HOLDER: { tillId: string };
  SESSION_UNKNOWN: { session: SessionKey };
  ACKNOWLEDGEMENT_DIFFERS: {
    session: SessionKey;
    ours: Readonly<{ ticketCount: number; ttcCents: Cents }>;
    headOffice: Readonly<{ ticketCount: number; ttcCents: Cents }>;
  };

  TICKET_EMPTY: Record<never, never>;
  /** `dueCents` is the ticket’s total, negative for a refund; `remainingCents` is never negative. */
  PAYMENT_MISSING: { dueCents: Cents; remainingCents: Cents };
  /** A tender that gives no change was offered for more than was due. */
  PAYMENT_EXCEEDS_DUE: { tenderCode: string; amountCents: Cents; dueCents: Cents };
  /** `remainingThousandths` of the sold line can still be given back. */
  DISCOUNT_TOO_LARGE: { discountCents: Cents; amountCents: Cents };
  REFUND_EXCEEDS_SALE: { originLineId: string; askedThousandths: number; remainingThousandths: number };
};

export type RegisterRefusalCode = keyof RefusalFacts;
export type RegisterRefusal = {
  [C in RegisterRefusalCode]: Readonly<{ code: C; facts: Readonly<RefusalFacts[C]> }>;
}[RegisterRefusalCode];
export type RefusalOf<C extends RegisterRefusalCode> = Extract<RegisterRefusal, { code: C }>;

type Sentence = Readonly<{ title: string; titleFr: string }>;

/** The sentence of each refusal, English and French; its facts complete it. Narrow no-break spaces are written \u202f. */
export const REGISTER_REFUSALS = {
  IMPORT_REQUIRED: {
    title: 'The register must import its data on this till first.',
    titleFr: 'Importez d’abord les données de cette caisse sur ce poste.',
  },
  JOB_RUNNING: {
    title: 'An import or an export is running.',
    titleFr: 'Un import ou un export est en cours.',
  },
  IMPORT_NOT_RUNNING: {
    title: 'This import is not running.',
    titleFr: 'Cet import n’est pas en cours.',
  },
  REGISTER_NOT_OPEN: { title: 'The register is not open.', titleFr: 'La caisse n’est pas ouverte.' },
  REGISTER_OPEN: {
    title: 'The register is open: close it first.',
    titleFr: 'La caisse est ouverte\u202f: fermez-la d’abord.',
  },
  ALREADY_OPEN: { title: 'The register is already open.', titleFr: 'La caisse est déjà ouverte.' },
  CLOSING_IN_PROGRESS: {
    title: 'The register is being closed.',
    titleFr: 'La fermeture de la caisse est en cours.',
  },
  CLOSE_NOT_STARTED: {
    title: 'No closing has been started.',
    titleFr: 'Aucune fermeture n’a été commencée.',
  },
  RECOUNT_TOO_LATE: {
    title: 'This day went to head office: its drawer can no longer be counted again.',
    titleFr: 'Cette journée est partie au siège\u202f: sa caisse ne peut plus être recomptée.',
  },
  EXPORT_REQUIRED: {
    title: 'The register’s days must be exported first.',
    titleFr: 'Exportez d’abord les journées de cette caisse.',
  },
  NOTHING_TO_EXPORT: {
    title: 'There is nothing to export.',
    titleFr: 'Il n’y a rien à exporter.',
  },
  EXPORT_NOT_RUNNING: {
    title: 'This export is not running.',
    titleFr: 'Cet export n’est pas en cours.',
  },
  NO_REFUSED_EXPORT: {
    title: 'Head office has not refused this day.',
    titleFr: 'Le siège n’a pas refusé cette journée.',
  },
  REGISTER_NOT_HELD: {
    title: 'No till holds this register.',
    titleFr: 'Aucun poste ne détient cette caisse.',
  },
  REGISTER_IN_SERVICE: {
    title: 'The register is in service.',
    titleFr: 'La caisse est en service.',
  },
  REGISTER_OUT_OF_SERVICE: {
    title: 'The register is out of service.',
    titleFr: 'La caisse est hors service.',
  },
  LATE_EXPORT_MISSING: {
    title: 'Head office has not received everything of this register yet.',
    titleFr: 'Le siège n’a pas encore tout reçu de cette caisse.',
  },
  HELD_BY_ANOTHER_TILL: {
    title: 'Another till holds this register.',
    titleFr: 'Un autre poste détient cette caisse.',
  },
  HOLD_MOVED: {
    title: 'This register is no longer held as the till believes.',
    titleFr: 'La détention de cette caisse a changé depuis.',
  },
  TILL_HOLDS_ANOTHER_REGISTER: {
    title: 'This till holds another register, which must be closed and exported first.',
    titleFr: 'Ce poste détient une autre caisse, à fermer et à exporter d’abord.',
  },
  SESSION_CLOSED: {
    title: 'The day this ticket belongs to is closed.',
    titleFr: 'La journée de ce ticket est fermée.',
  },
  TICKET_NOT_LATE: {
    title: 'The day this ticket belongs to is not closed: send it as any other.',
    titleFr: 'La journée de ce ticket n’est pas fermée\u202f: envoyez-le comme les autres.',
  },
  LATE_TICKET_DOUBTFUL: {
    title: 'This late ticket is doubtful: admit it as it was told, with a reason, or dismiss it.',
    titleFr: 'Ce ticket tardif est douteux\u202f: reprenez-le tel quel avec un motif, ou écartez-le.',
  },
  TICKETS_IN_PROGRESS: {
    title: 'Tickets are still in progress.',
    titleFr: 'Il reste des tickets en cours.',
  },
  CLIENT_PENDING: {
    title: 'A till page holds tickets that are not sent yet.',
    titleFr: 'Des tickets ne sont pas encore envoyés par un écran de caisse.',
  },
  USERS_CONNECTED: {
    title: 'Other people are still connected.',
    titleFr: 'D’autres vendeurs sont encore connectés.',
  },
  AMOUNT_MISMATCH: {
    title: 'The counted cash is not the expected amount.',
    titleFr: 'Le montant compté n’est pas le montant attendu.',
  },
  AMOUNT_INVALID: {
    title: 'This amount is not possible here.',
    titleFr: 'Ce montant n’est pas possible ici.',
  },
  CLOCK_BEHIND: {
    title: 'The clock is behind the last record.',
    titleFr: 'L’horloge est en retard sur le dernier enregistrement.',
  },
  CLOCK_NOT_BEHIND: {
    title: 'The clock needs no correction.',
    titleFr: 'L’horloge n’a pas besoin de correction.',
  },
  SAME_PERSON_TWICE: {
    title: 'Two different people are needed.',
    titleFr: 'Il faut deux personnes différentes.',
  },
  ALREADY_HOLDER: {
    title: 'This till holds the register already.',
    titleFr: 'Ce poste détient déjà cette caisse.',
  },
  SESSION_UNKNOWN: {
    title: 'This register has no such closed day.',
    titleFr: 'Cette caisse n’a pas cette journée fermée.',
  },
  ACKNOWLEDGEMENT_DIFFERS: {
    title: 'Head office acknowledged other totals than ours.',
    titleFr: 'Les totaux confirmés par le siège ne sont pas les nôtres.',
  },
  TICKET_EMPTY: { title: 'The ticket has no line.', titleFr: 'Le ticket n’a aucune ligne.' },
  PAYMENT_MISSING: {
    title: 'The ticket is not fully paid.',
    titleFr: 'Le ticket n’est pas entièrement réglé.',
  },
  PAYMENT_EXCEEDS_DUE: {
    title: 'This tender gives no change: it cannot exceed what is due.',
    titleFr: 'Ce mode de règlement ne rend pas la monnaie\u202f: il ne peut dépasser le reste à payer.',
  },
  DISCOUNT_TOO_LARGE: {
    title: 'The discount is larger than what it is taken from.',
    titleFr: 'La remise dépasse le montant auquel elle s’applique.',
  },
  REFUND_EXCEEDS_SALE: {
    title: 'More would be given back than was sold.',
    titleFr: 'Le remboursement dépasserait ce qui a été vendu.',
  },
} as const satisfies Record<RegisterRefusalCode, Sentence>;
