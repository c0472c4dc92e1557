import {
  cashCommands,
  cashQueries,
  catalogueQueries,
  changeQuantityBody,
  discountLineBody,
  discountTicketBody,
  grantView,
  keepLateTicketBody,
  lateTicketCommands,
  lateTicketQueries,
  lendRightBody,
  messageCommands,
  messageQueries,
  moveCashBody,
  openBody,
  openDrawerBody,
  overridePriceBody,
  peopleQueries,
  printingCommands,
  printingQueries,
  printJobView,
  recountBody,
  refundLinesBody,
  refundQueries,
  resolvePrintJobBody,
  type SellerLogin,
  sessionView,
  submitCountBody,
  ticketView,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { Api } from './api.js';
import type { Counter } from './shopper.js';

type Reply = Parameters<Api['call']>[1];
/** Of a connected seller's draft. */
type OnTicket = Counter & { readonly ticketId: string };

/** The rest of a till's page: prices, refunds, the drawer, people. Answers come back as they are. */
export class Desk {
  readonly #api: Api;

  constructor(gatewayUrl: string, credential: string) {
    this.#api = new Api(`${gatewayUrl}/api/v1/till`, credential);
  }

  /** Scans without saying how much: one piece, or what the label says. */
  scan(on: OnTicket, lineId: string, barcode: string, quantityThousandths?: number) {
    return this.#onTicket(on, '/lines', {
      lineId,
      barcode,
      ...(quantityThousandths === undefined ? {} : { quantityThousandths }),
    });
  }

  changeQuantity(on: OnTicket, lineId: string, body: z.input<typeof changeQuantityBody>) {
    return this.#onTicket(on, `/lines/${lineId}/quantity`, body);
  }

  discountLine(on: OnTicket, lineId: string, body: z.input<typeof discountLineBody>) {
    return this.#onTicket(on, `/lines/${lineId}/discount`, body);
  }

  overridePrice(on: OnTicket, lineId: string, body: z.input<typeof overridePriceBody>) {
    return this.#onTicket(on, `/lines/${lineId}/price`, body);
  }

  discountTicket(on: OnTicket, body: z.input<typeof discountTicketBody>) {
    return this.#onTicket(on, '/discount', body);
  }

  refundLines(on: OnTicket, body: z.input<typeof refundLinesBody>) {
    return this.#onTicket(on, '/refunds', body);
  }

  /** Finalised tickets by what is printed on them. */
  searchTickets(search: Readonly<Record<string, string>>) {
    return this.#get(`/tickets?${new URLSearchParams(search)}`, refundQueries.searchTickets.reply);
  }

  refundable(ticketId: string) {
    return this.#get(`/tickets/${ticketId}/refundable`, refundQueries.refundableLines.reply);
  }

  /** What head office says to those at this till. */
  messages() {
    return this.#get('/messages', messageQueries.tillMessages.reply);
  }

  acknowledgeMessage(messageId: string, seller: SellerLogin) {
    const path = `/messages/${messageId}/acknowledgement`;
    return this.#post(path, { seller }, messageCommands.acknowledgeMessage.reply);
  }

  searchArticles(registerId: string, text: string) {
    const query = new URLSearchParams({ text });
    return this.#get(`/registers/${registerId}/articles?${query}`, catalogueQueries.searchArticles.reply);
  }

  moveCash({ registerId, connectionToken }: Counter, body: z.input<typeof moveCashBody>) {
    const path = `/registers/${registerId}/cash-movements`;
    return this.#post(path, body, cashCommands.moveCash.reply, connectionToken);
  }

  openDrawer({ registerId, connectionToken }: Counter, body: z.input<typeof openDrawerBody>) {
    const path = `/registers/${registerId}/drawer-openings`;
    return this.#post(path, body, cashCommands.openDrawer.reply, connectionToken);
  }

  cashMovements(registerId: string) {
    return this.#get(`/registers/${registerId}/cash-movements`, cashQueries.listCashMovements.reply);
  }

  readX({ registerId, connectionToken }: Counter) {
    const path = `/registers/${registerId}/x-readings`;
    const body = { readingId: uuidv7(), print: true };
    return this.#post(path, body, cashCommands.readX.reply, connectionToken);
  }

  lendRight(registerId: string, body: z.input<typeof lendRightBody>) {
    return this.#post(`/registers/${registerId}/grants`, body, grantView);
  }

  connectedUsers(registerId: string) {
    return this.#get(`/registers/${registerId}/connections`, peopleQueries.connectedUsers.reply);
  }

  /** What a page asks every few seconds: whether its sellers are still connected. */
  heartbeat(connectionTokens: readonly string[]) {
    const body = { pendingCount: 0, connectionTokens };
    return this.#post('/heartbeat', body, tillQueries.heartbeat.reply);
  }

  open(registerId: string, body: z.input<typeof openBody>) {
    return this.#post(`/registers/${registerId}/open`, body, sessionView);
  }

  submitCount(registerId: string, closingId: string, body: z.input<typeof submitCountBody>) {
    const path = `/registers/${registerId}/closings/${closingId}/count`;
    return this.#post(path, body, tillCommands.submitCount.reply);
  }

  recount(registerId: string, sessionId: string, body: z.input<typeof recountBody>) {
    const path = `/registers/${registerId}/sessions/${sessionId}/recounts`;
    return this.#post(path, body, tillCommands.recount.reply);
  }

  resolvePrintJob(printJobId: string, body: z.input<typeof resolvePrintJobBody>) {
    return this.#post(`/print-jobs/${printJobId}/resolve`, body, printingCommands.resolvePrintJob.reply);
  }

  reprintTicket(ticketId: string, seller: SellerLogin) {
    return this.#post(`/tickets/${ticketId}/reprint`, { seller }, printJobView);
  }

  printTestPage(seller: SellerLogin) {
    return this.#post('/test-page', { seller }, printJobView);
  }

  /** Tells of a ticket that this page sold while it had no line. */
  keepLateTicket(sessionId: string, body: z.input<typeof keepLateTicketBody>) {
    const path = `/sessions/${sessionId}/late-tickets`;
    return this.#post(path, body, lateTicketCommands.keepLateTicket.reply);
  }

  lateTickets() {
    return this.#get('/late-tickets', lateTicketQueries.listLateTickets.reply);
  }

  /** Into the running session, or out of the way. */
  admitLateTicket({ registerId, ticketId, connectionToken }: OnTicket) {
    const path = `/registers/${registerId}/late-tickets/${ticketId}/admit`;
    return this.#post(path, {}, lateTicketCommands.admitLateTicket.reply, connectionToken);
  }

  dismissLateTicket({ registerId, ticketId, connectionToken }: OnTicket, reason: string) {
    const path = `/registers/${registerId}/late-tickets/${ticketId}/dismiss`;
    return this.#post(path, { reason }, lateTicketCommands.dismissLateTicket.reply, connectionToken);
  }

  /** What the till's printer has still to print, and what a person has to look after. */
  openPrintJobs() {
    return this.#get('/print-jobs', printingQueries.openPrintJobs.reply);
  }

  #onTicket({ registerId, ticketId, connectionToken }: OnTicket, path: string, body: unknown) {
    return this.#post(
      `/registers/${registerId}/tickets/${ticketId}${path}`,
      body,
      ticketView,
      connectionToken,
    );
  }
  #post<T extends Reply>(path: string, body: unknown, reply: T, connectionToken?: string) {
    return this.#api.call(
      { method: 'POST', path, body, ...(connectionToken === undefined ? {} : { connectionToken }) },
      reply,
    );
  }
  #get<T extends Reply>(path: string, reply: T) {
    return this.#api.call({ method: 'GET', path }, reply);
  }
}
