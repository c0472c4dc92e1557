import { accept, invalidAmount, type Rule, refusal, refuse } from '../decision.js';
import type { TicketToFinalise } from '../facts.js';
import { NO_CENTS, subtractCents } from '../money.js';
import type { RegisterRefusal } from '../refusals.js';
import type { RegisterIn, SessionKey } from '../register.js';
import { isBehind } from './clock.js';
import { doubtful } from './late-tickets.rules.js';
import { closedSession } from './running-session.js';

const nextSessionKey = (register: RegisterIn<'READY' | 'TO_EXPORT'>): SessionKey => {
  const { incarnation, counters } = register;
  return register.state === 'READY'
    ? { incarnation, epoch: counters.epoch + 1, number: 1 }
    : { incarnation, epoch: register.hold.epoch, number: counters.sessionNumber + 1 };
};

export const open: Rule<'open'> = (register, command) => {
  const { at, by, till, sessionId, businessDate, openingFloatCents } = command;
  const { clockFloor, lastCountedCashCents } = register;
  if (isBehind(at, clockFloor)) return refuse(refusal('CLOCK_BEHIND', { at, floor: clockFloor }));
  if (openingFloatCents < 0) return refuse(invalidAmount('openingFloatCents', openingFloatCents));
  return accept({
    type: 'sessionOpened',
    at,
    by,
    tillId: till.tillId,
    sessionId,
    key: nextSessionKey(register),
    businessDate,
    openingFloatCents,
    floatDifferenceCents:
      lastCountedCashCents === null ? null : subtractCents(openingFloatCents, lastCountedCashCents),
  });
};

export const connect: Rule<'connect'> = (_, { at, by, till, connectionId }) =>
  accept({ type: 'sellerConnected', at, by, tillId: till.tillId, connectionId });

export const disconnect: Rule<'disconnect'> = (_, { at, by, connectionId, sellerCode }) =>
  accept({
    type: 'sellerDisconnected',
    at,
    by,
    connectionId,
    ...(sellerCode === undefined ? {} : { sellerCode }),
  });

export const sell: Rule<'sell'> = (register, command) => {
  const refused =
    closedSession(register, command) ??
    firstOf(command.tickets, impossibleAmount) ??
    firstOf(command.tickets, doubtful);
  if (refused !== undefined) return refuse(refused);
  const { at, by, sessionId, tickets } = command;
  const last = register.counters.ticketNumber;
  return accept(
    ...tickets.map((ticket, index) => ({
      ...ticket,
      type: 'ticketFinalised' as const,
      at,
      by,
      sessionId,
      number: last + 1 + index,
    })),
  );
};

function impossibleAmount(ticket: TicketToFinalise): RegisterRefusal | undefined {
  const { kind, ttcCents, cashTakenCents, changeGivenCents, cashRefundedCents } = ticket;
  if (kind === 'SALE' ? ttcCents < NO_CENTS : ttcCents > NO_CENTS) return invalidAmount('ttcCents', ttcCents);
  if (cashTakenCents < NO_CENTS) return invalidAmount('cashTakenCents', cashTakenCents);
  if (changeGivenCents < NO_CENTS || changeGivenCents > cashTakenCents) {
    return invalidAmount('changeGivenCents', changeGivenCents);
  }
  return cashRefundedCents < NO_CENTS ? invalidAmount('cashRefundedCents', cashRefundedCents) : undefined;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
