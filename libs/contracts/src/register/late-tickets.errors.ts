import { entry } from '../error-entry.js';

/** Tickets that come too late for their session. */
export const LATE_TICKETS = {
  LATE_TICKET_UNKNOWN: entry(404, 'never', 'Unknown late ticket', 'Ticket tardif inconnu'),
  LATE_TICKET_DIFFERS: entry(
    409,
    'never',
    'This late ticket was kept with another content',
    'Ce ticket tardif a déjà été conservé avec un autre contenu',
  ),
  LATE_TICKET_ADMITTED: entry(
    409,
    'reload',
    'This late ticket was admitted',
    'Ce ticket tardif a été repris',
  ),
  LATE_TICKET_DISMISSED: entry(
    409,
    'reload',
    'This late ticket was dismissed',
    'Ce ticket tardif a été écarté',
  ),
  LATE_TICKET_INCOMPLETE: entry(
    422,
    'correct',
    'Say the VAT rate or the tender that nobody knows of this late ticket',
    'Indiquez le taux de TVA ou le mode de règlement que personne ne connaît à ce ticket tardif',
  ),
  LATE_TICKET_INADMISSIBLE: entry(
    409,
    'never',
    'What this late ticket tells makes no ticket: dismiss it',
    'Ce que dit ce ticket tardif ne fait pas un ticket\u202f: écartez-le',
  ),
  TICKET_ALREADY_SOLD: entry(
    409,
    'reload',
    'This ticket was finalised in time: it is not late',
    'Ce ticket a été validé à temps\u202f: il n’est pas tardif',
  ),
} as const;
