import {
  adminQueries,
  alertDeliveryQueries,
  alertQueries,
  approvalQueries,
  commandQueries,
  publishedMessageQueries,
  sessionQueries,
  soldTicketQueries,
  syncQueries,
} from '@encaisse/contracts';
import type { Desk } from '../support/desk.js';
import type { StoreAtWork } from '../support/store-at-work.js';

/** By the names of the parameters that take them. */
export type StoreNames = Readonly<Record<string, string>>;

/** What stands for a store, whoever names it: itself, its registers and tills, and something of each kind that happened there. */
export async function namesIn(all: Desk, store: StoreAtWork): Promise<StoreNames> {
  const { storeId } = store;
  const of = `storeId=${storeId}`;
  const { registers } = await all.read(`/registers?${of}`, adminQueries.listRegisters.reply);
  const { stores } = await all.read('/stores', adminQueries.listStores.reply);
  const tills = stores.find((one) => one.storeId === storeId)?.tills ?? [];
  const sessions = await all.read(`/sessions?${of}`, sessionQueries.listSupervisedSessions.reply);
  const registerId = sessions.items[0]?.registerId;
  const prints = await all.read(`/registers/${registerId}/print-jobs`, adminQueries.listPrintJobs.reply);
  const tickets = await all.read(`/tickets?${of}`, soldTicketQueries.listSoldTickets.reply);
  const jobs = await all.read(`/jobs?${of}`, syncQueries.listJobs.reply);
  const { commands } = await all.read(`/commands?${of}`, commandQueries.listCommands.reply);
  const messages = await all.read(`/messages?${of}`, publishedMessageQueries.listPublishedMessages.reply);
  const { alerts } = await all.read(`/alerts?state=ALL&${of}`, alertQueries.listAlerts.reply);
  const sent = await all.read(`/alert-deliveries?${of}`, alertDeliveryQueries.listAlertDeliveries.reply);
  const { approvals } = await all.read('/approvals', approvalQueries.listApprovalsAtHeadOffice.reply);
  const named: Readonly<Record<string, string | undefined>> = {
    storeId,
    registerId,
    tillId: tills[0]?.tillId,
    sellerCode: store.responsable.code,
    sessionId: sessions.items[0]?.sessionId,
    ticketId: tickets.items[0]?.ticketId,
    printJobId: prints.items[0]?.printJobId,
    jobId: jobs.items[0]?.jobId,
    commandId: commands[0]?.commandId,
    messageId: messages.items[0]?.messageId,
    alertId: alerts[0]?.alertId,
    deliveryId: sent.deliveries[0]?.deliveryId,
    subscriptionId: sent.deliveries[0]?.subscriptionId,
    approvalId: approvals.find((approval) => approval.storeId === storeId)?.approvalId,
    ...Object.fromEntries(registers.map((register) => [`register ${register.number}`, register.registerId])),
    ...Object.fromEntries(tills.map(({ code, tillId }) => [`till ${code}`, tillId])),
  };
  const names = Object.entries(named).filter((name): name is [string, string] => name[1] !== undefined);
  return Object.fromEntries(names);
}

/** Those by which nothing but that store can be meant. */
export const identities = ({ sellerCode: _, ...names }: StoreNames): readonly string[] =>
  Object.values(names);
