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
  LATE_TICKET_WRONG: entry(
    422,
    'correct',
    'This late ticket is not what was sold then',
    'Ce ticket tardif ne correspond pas à ce qui se vendait alors',
  ),
  LATE_TICKET_ADMITTED: entry(
    409,
    'reload',
    'This late ticket was admitted into another register',
    'Ce ticket tardif a été repris sur une autre caisse',
  ),
  TICKET_ALREADY_SOLD: entry(
    409,
    'reload',
    'This ticket was finalised in time: it is not late',
    'Ce ticket a été validé à temps\u202f: il n’est pas tardif',
  ),
} as const;
