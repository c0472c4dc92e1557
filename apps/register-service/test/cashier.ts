import { randomUUID } from 'node:crypto';
import {
  cashCommands,
  type lateTicketCommands,
  type Outcome,
  type pricingCommands,
  type ReplyOf,
  type RequestOf,
  type RpcContract,
  refundCommands,
  type TicketView,
  ticketCommands,
} from '@encaisse/contracts';
import { value } from './register-house.js';
import { asked, type StoreBuilder, type TillAtHand } from './store-builder.js';

type Selling =
  | (typeof ticketCommands)[keyof typeof ticketCommands]
  | (typeof cashCommands)[keyof typeof cashCommands]
  | (typeof pricingCommands)[keyof typeof pricingCommands]
  | (typeof refundCommands)[keyof typeof refundCommands]
  | typeof lateTicketCommands.admitLateTicket
  | typeof lateTicketCommands.dismissLateTicket;
type Envelope = keyof ReturnType<typeof asked> | 'registerId' | 'connectionToken';

/** What is sold: what a scanner sends, with or without a quantity in thousandths. */
export type Scanned = string | readonly [barcode: string, quantityThousandths: number];
/** What is given: a tender's code and cents. */
export type Given = readonly [tenderCode: string, tenderedCents: number];

/** A seller who is connected to a register: every ticket command, under keys and ids of her own. */
export class Cashier {
  private constructor(
    private readonly store: StoreBuilder,
    readonly till: TillAtHand,
    readonly registerId: string,
    readonly sellerCode: string,
    readonly connectionToken: string,
  ) {}

  static async connect(
    store: StoreBuilder,
    till: TillAtHand,
    registerId: string,
    sellerCode?: string,
  ): Promise<Cashier> {
    const connection = await store.connect(till, registerId, sellerCode);
    return new Cashier(store, till, registerId, connection.seller.code, connection.connectionToken);
  }

  /** Any ticket or cash command; `envelope` replaces what it is sent with. */
  ask<C extends Selling & RpcContract>(
    contract: C,
    body: Omit<RequestOf<C>, Envelope>,
    envelope: Partial<Record<Envelope, string>> = {},
  ): Promise<Outcome<ReplyOf<C>>> {
    const { registerId, connectionToken } = this;
    const request = { ...asked(this.till), registerId, connectionToken, ...body, ...envelope };
    // The envelope was just completed, which TypeScript cannot follow through a contract that is a parameter.
    return this.store.house.ask(contract, request as unknown as RequestOf<C>);
  }

  async start(ticketId: string = randomUUID()): Promise<string> {
    value(await this.ask(ticketCommands.startTicket, { ticketId }));
    return ticketId;
  }

  scan(ticketId: string, what: Scanned, lineId: string = randomUUID()): Promise<Outcome<TicketView>> {
    const [barcode, quantityThousandths] = typeof what === 'string' ? [what, undefined] : what;
    return this.ask(ticketCommands.addLine, { ticketId, lineId, barcode, quantityThousandths });
  }

  give(
    ticketId: string,
    [tenderCode, tenderedCents]: Given,
    paymentId: string = randomUUID(),
  ): Promise<Outcome<TicketView>> {
    return this.ask(ticketCommands.addPayment, { ticketId, paymentId, tenderCode, tenderedCents });
  }

  finalise(ticketId: string, printReceipt = false): Promise<Outcome<TicketView>> {
    return this.ask(ticketCommands.finaliseTicket, { ticketId, printReceipt });
  }

  /** Gives back lines of a finalised ticket, or all that is left of it, on a draft. */
  giveBack(
    ticketId: string,
    originTicketId: string,
    lines?: RequestOf<typeof refundCommands.refundLines>['lines'],
    grantId?: string,
  ): Promise<Outcome<TicketView>> {
    const body = { ticketId, originTicketId, ...(lines ? { lines } : {}), ...(grantId ? { grantId } : {}) };
    return this.ask(refundCommands.refundLines, body);
  }

  /** A draft with these lines. */
  async draft(...lines: readonly Scanned[]): Promise<string> {
    const ticketId = await this.start();
    for (const line of lines) value(await this.scan(ticketId, line));
    return ticketId;
  }

  /** A draft with these lines and payments. */
  async paid(lines: readonly Scanned[], payments: readonly Given[]): Promise<string> {
    const ticketId = await this.draft(...lines);
    for (const payment of payments) value(await this.give(ticketId, payment));
    return ticketId;
  }

  /** A finalised ticket. */
  async sell(
    lines: readonly Scanned[],
    payments: readonly Given[],
    printReceipt = false,
  ): Promise<TicketView> {
    return value(await this.finalise(await this.paid(lines, payments), printReceipt));
  }
}
