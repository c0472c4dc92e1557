import {
  messageCommands,
  messageQueries,
  type PrintJobView,
  publishedMessageQueries,
  reachingCommands,
  sessionQueries,
  soldTicketQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { granted } from '../../tools/demo-day/src/api.js';
import { PrinterAtHand } from '../../tools/demo-day/src/printer-at-hand.js';
import { addressOf } from '../../tools/launch/services.mjs';
import type { Deed, Desk } from '../support/desk.js';
import { until } from '../support/until.js';
import type { HeadOfficeAtWork } from './head-office-at-work.js';

const REGISTER = 2;
const HOUR_MS = 3_600_000;

/** What head office does in a store that sells. */
export function reachingIn(house: () => HeadOfficeAtWork): void {
  let registerId: string;
  let tillId: string;
  let takenCents: number;
  let printer: PrinterAtHand;
  beforeAll(async () => {
    const { stack, tills } = house();
    printer = new PrinterAtHand(addressOf(stack.scene, 'paper-S03-T1'));
    registerId = await tills.lille.open(REGISTER);
    takenCents = await tills.lille.sell(registerId, true);
    ({ tillId } = granted('look', await tills.lille.till.context()).till);
  });

  /** Asked for at head office, out of the printer once, told with its number. */
  async function isPrinted({ answer: job, correlationId }: Deed<PrintJobView>): Promise<void> {
    const { tills, watch, operators } = house();
    const { printJobId, kind, duplicateNumber } = job;
    const printed = await until('the copy on paper', async () => {
      const now = granted('look at the print job', await tills.lille.till.printJob(printJobId));
      return now.state === 'CONFIRMED' ? now : undefined;
    });
    expect(printed).toMatchObject({ tillId, requestedBy: operators[0].name });
    const copy = new RegExp(`DUPLICATA n°\\s${duplicateNumber}`, 'u');
    const isCopy = (text: string) => copy.test(text) && text.includes('TICKET Z') === (kind === 'z');
    expect(await printer.shows(isCopy, 1)).toBe(true);
    expect(await watch.of(correlationId)).toMatchObject([{ cause: { type: 'copyAsked' } }]);
    const [told] = await operators[0].told(registerId, 'copyAsked');
    expect(told).toMatchObject({ correlationId, event: { printJobId, kind, duplicateNumber } });
  }

  it('has a duplicate of a ticket printed on a till', async () => {
    const [operator] = house().operators;
    const { items } = await until('the ticket at head office', async () => {
      const path = `/tickets?registerId=${registerId}`;
      const page = await operator.read(path, soldTicketQueries.listSoldTickets.reply);
      return page.items.length === 1 ? page : undefined;
    });
    const copy = await operator.order({
      operation: 'reprintTicket',
      path: `/tickets/${items[0]?.ticketId}/reprint`,
      body: { tillId },
      reply: reachingCommands.reprintTicketFromHeadOffice.reply,
    });
    expect(copy.answer).toMatchObject({ kind: 'ticket', duplicateNumber: 1 });
    await isPrinted(copy);
  });

  it('logs a seller out, whose till is told by its next action', async () => {
    const [operator] = house().operators;
    const { tills, watch } = house();
    const { lille } = tills;
    const { code } = lille.responsable;
    const { connectionToken } = granted('connect', await lille.till.connect(registerId, lille.responsable));
    const { answer, correlationId } = await operator.order({
      operation: 'logOutSeller',
      path: `/stores/${lille.storeId}/sellers/${code}/log-out`,
      body: { tillId },
      reply: reachingCommands.logOutSeller.reply,
    });
    expect(answer).toMatchObject({ sellerCode: code, connections: [{ registerId, tillId }] });
    const sold = await lille.till.startTicket(registerId, connectionToken, uuidv7());
    expect(sold).toMatchObject({ ok: false, problem: { code: 'CONNECTION_ENDED' } });
    await watch.of(correlationId);
    const [told] = await operator.told(registerId, 'sellerDisconnected');
    expect(told).toMatchObject({ correlationId, event: { by: operator.name, sellerCode: code } });
    const again = granted('connect', await lille.till.connect(registerId, lille.responsable));
    granted('disconnect', await lille.till.disconnect(registerId, again.connectionToken));
  });

  it('has a duplicate of a Z printed on a till, by its day and by its print job', async () => {
    const [operator] = house().operators;
    const { lille } = house().tills;
    await lille.close(REGISTER, takenCents);
    const { items } = await until('the day at head office', async () => {
      const path = `/sessions?registerId=${registerId}`;
      const page = await operator.read(path, sessionQueries.listSupervisedSessions.reply);
      return page.items[0]?.zNumber ? page : undefined;
    });
    const byDay = await operator.order({
      operation: 'reprintZ',
      path: `/sessions/${items[0]?.sessionId}/reprint-z`,
      body: { tillId },
      reply: reachingCommands.reprintZFromHeadOffice.reply,
    });
    expect(byDay.answer).toMatchObject({ kind: 'z', duplicateNumber: 1 });
    await isPrinted(byDay);
    const byJob = await operator.order({
      operation: 'reprintJob',
      path: `/print-jobs/${byDay.answer.printJobId}/reprint`,
      body: { tillId },
      reply: reachingCommands.reprintJobFromHeadOffice.reply,
    });
    expect(byJob.answer).toMatchObject({ kind: 'z', duplicateNumber: 2 });
    await isPrinted(byJob);
  });

  it('publishes a message to a till, where it is read, and withdraws it', async () => {
    const [operator] = house().operators;
    const { tills, watch } = house();
    const { page, responsable, storeId } = tills.lille;
    const now = Date.now();
    const [from, until] = [now, now + HOUR_MS].map((at) => new Date(at).toISOString());
    const messageId = uuidv7();
    const body = { messageId, tillId, text: 'Retirer le lot 4512.', level: 'URGENT', from, until };
    const { reply } = messageCommands.publishMessage;
    const published = await operator.order({ operation: 'publishMessage', path: '/messages', body, reply });
    expect(await watch.of(published.correlationId)).toMatchObject([
      { storeId, cause: { type: 'messagePublished' } },
    ]);
    const shown = async () => {
      const call = { method: 'GET', path: '/messages' } as const;
      return granted('look', await page.call(call, messageQueries.tillMessages.reply)).messages;
    };
    expect(await shown()).toMatchObject([{ messageId, text: body.text, acknowledged: null }]);
    const path = `/messages/${messageId}/acknowledgement`;
    const read = { method: 'POST', path, body: { seller: responsable } } as const;
    granted('read it', await page.call(read, messageCommands.acknowledgeMessage.reply));
    await untilRead(operator, messageId);

    const withdrawn = await operator.order({
      operation: 'withdrawMessage',
      path: `/messages/${messageId}/withdraw`,
      reply,
    });
    expect(await shown()).toEqual([]);
    expect(await watch.of(withdrawn.correlationId)).toMatchObject([{ cause: { type: 'messageWithdrawn' } }]);
  });

  /** Head office sees it. */
  const untilRead = (operator: Desk, messageId: string) =>
    until('the message is read', async () => {
      const { reply } = publishedMessageQueries.readPublishedMessage;
      const { tills, acknowledgedCount } = await operator.read(`/messages/${messageId}`, reply);
      return acknowledgedCount === 1 && tills.some((till) => till.tillId === tillId) ? true : undefined;
    });
}
