import { ApprovalOutcomes, Approvals } from './approvals/approval.row.js';
import { CashMovements, DrawerOpenings } from './cash/cash.row.js';
import { Closings, Zs } from './closings/closing.row.js';
import { Recounts } from './closings/recount.row.js';
import { XReadings } from './closings/x-reading.row.js';
import { Connections } from './connections/connection.row.js';
import { Acceptances } from './exports/acceptance.row.js';
import { Exports } from './exports/export.row.js';
import { GrantRows, GrantUses } from './grants/grant.row.js';
import { Commands } from './kernel/command.row.js';
import { Incarnations } from './kernel/incarnation.row.js';
import { Outbox } from './kernel/outbox.row.js';
import { LateSettlements, LateTickets } from './late-tickets/late-ticket.row.js';
import { MessageReceipts, Messages, MessageWithdrawals } from './messages/message.row.js';
import { PrintJobs, PrintReports } from './printing/print-job.row.js';
import { PrintVerdicts } from './printing/print-verdict.row.js';
import { Printers } from './printing/printer.row.js';
import { FloatCounts } from './registers/float-count.row.js';
import { Imports } from './registers/import.row.js';
import { Registers } from './registers/register.row.js';
import { OpenSessions, SessionMarks, SessionSeals, Sessions } from './registers/session.row.js';
import { RelayMarks, StoreOutbox, StoreStreams } from './relay/relay.row.js';
import { LocalSellers } from './sellers/local-seller.row.js';
import { LoginFailures } from './sellers/login-failure.row.js';
import { SellerSecrets } from './sellers/seller-secret.row.js';
import { Stores } from './stores/store.row.js';
import { DraftTickets } from './tickets/draft.row.js';
import { AbandonedTickets, TicketHandovers } from './tickets/given-up.row.js';
import { RefundedLines } from './tickets/refunded-line.row.js';
import { TicketLines, TicketPayments, Tickets, TicketVat } from './tickets/ticket.row.js';
import { EnrolmentCodes } from './tills/enrolment-code.row.js';
import { Tills } from './tills/till.row.js';
import { TillCredentials } from './tills/till-credential.row.js';

/** Every table that this service writes. */
export const ROWS = [
  Incarnations,
  Stores,
  Tills,
  TillCredentials,
  EnrolmentCodes,
  Registers,
  Sessions,
  FloatCounts,
  OpenSessions,
  SessionSeals,
  SessionMarks,
  Imports,
  Exports,
  LocalSellers,
  SellerSecrets,
  LoginFailures,
  Connections,
  GrantRows,
  GrantUses,
  Approvals,
  ApprovalOutcomes,
  Acceptances,
  Commands,
  Outbox,
  StoreOutbox,
  StoreStreams,
  RelayMarks,
  DraftTickets,
  Tickets,
  TicketLines,
  TicketPayments,
  TicketVat,
  RefundedLines,
  AbandonedTickets,
  TicketHandovers,
  LateTickets,
  LateSettlements,
  CashMovements,
  DrawerOpenings,
  Closings,
  XReadings,
  Recounts,
  Zs,
  PrintJobs,
  PrintReports,
  PrintVerdicts,
  Printers,
  Messages,
  MessageWithdrawals,
  MessageReceipts,
] as const;
