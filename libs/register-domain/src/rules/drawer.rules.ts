import { accept, invalidAmount, type Rule, refuse } from '../decision.js';
import { closedSession } from './running-session.js';

/** Cash that moves without a ticket, and the drawer that opens without one. Who may is asked before. */

export const moveCash: Rule<'moveCash'> = (register, command) => {
  const { at, by, sessionId, movementId, kind, amountCents, reason, note, authorisedBy } = command;
  const refused =
    closedSession(register, command) ??
    (amountCents <= 0 ? invalidAmount('amountCents', amountCents) : undefined);
  if (refused !== undefined) return refuse(refused);
  const number = register.session.cashMovementCount + 1;
  const movement = { sessionId, movementId, number, kind, amountCents, reason, note, authorisedBy };
  return accept({ type: 'cashMoved', at, by, ...movement });
};

/** Also while the drawer is counted: it has to be open for that. */
export const openDrawer: Rule<'openDrawer'> = (register, command) => {
  const { at, by, sessionId, openingId, reason, note, authorisedBy } = command;
  const refused = closedSession(register, command);
  if (refused !== undefined) return refuse(refused);
  const number = register.session.drawerOpeningCount + 1;
  return accept({
    type: 'drawerOpened',
    at,
    by,
    sessionId,
    openingId,
    number,
    reason,
    note,
    authorisedBy,
  });
};

export const readX: Rule<'readX'> = (register, command) => {
  const { at, by, sessionId, readingId } = command;
  const refused = closedSession(register, command);
  if (refused !== undefined) return refuse(refused);
  const number = register.session.xReadingCount + 1;
  return accept({ type: 'xRead', at, by, sessionId, readingId, number });
};
