import { strict as assert } from 'node:assert';
import type { EventOf, RegisterCommand, RegisterEvent, SessionKey } from '../src/index.js';

const nameOf = ({ incarnation, epoch, number }: SessionKey): string => `${incarnation}/${epoch}/${number}`;

/** What the books say of one register. */
class Page {
  holder: string | null = null;
  epoch = 0;
  events = 0;
  drawerCents = 0;
  lastTicket = 0;
  lastZ = 0;
  readonly sessions = new Set<string>();
  readonly unsettled = new Set<string>();
}

/**
 * A second bookkeeping, simpler than the domain's and made without it: who holds what from the events, what is in the
 * drawer from the commands. It fails where an invariant breaks.
 */
export class Ledger {
  readonly #pages = new Map<string, Page>();

  page(registerId: string): Page {
    const page = this.#pages.get(registerId) ?? new Page();
    this.#pages.set(registerId, page);
    return page;
  }

  /** How many registers till `tillId` holds. */
  heldBy(tillId: string): number {
    return [...this.#pages.values()].filter(({ holder }) => holder === tillId).length;
  }

  /** Books the cash that an accepted command moved. */
  bookCash(registerId: string, command: RegisterCommand): void {
    const page = this.page(registerId);
    if (command.type === 'open') page.drawerCents = command.openingFloatCents;
    if (command.type === 'moveCash') {
      page.drawerCents += command.kind === 'IN' ? command.amountCents : -command.amountCents;
    }
    if (command.type !== 'sell') return;
    for (const { cashTakenCents, changeGivenCents, cashRefundedCents } of command.tickets) {
      page.drawerCents += cashTakenCents - changeGivenCents - cashRefundedCents;
    }
  }

  record(registerId: string, event: RegisterEvent): void {
    const page = this.page(registerId);
    page.events += 1;
    switch (event.type) {
      case 'sessionOpened':
        this.#opened(page, event);
        return;
      case 'ticketFinalised':
        assert.equal(event.number, page.lastTicket + 1, 'a ticket number twice, or a gap');
        page.lastTicket = event.number;
        return;
      case 'sessionSealed':
        assert.equal(event.expectedCashCents, page.drawerCents, 'the expected cash is not the ledger’s');
        assert.equal(event.zNumber, page.lastZ + 1, 'a Z number twice, or a gap');
        page.lastZ = event.zNumber;
        page.unsettled.add(nameOf(event.key));
        return;
      case 'sessionRecounted':
        assert(page.unsettled.has(nameOf(event.key)), 'a session counted again that head office has');
        return;
      case 'sessionAcknowledged':
      case 'sessionAcceptedApart':
        assert(page.unsettled.delete(nameOf(event.session)), 'a session settled twice');
        return;
      case 'holdReleased':
        assert.equal(page.holder, event.tillId);
        assert.equal(page.unsettled.size, 0, 'released with a session unsettled');
        page.holder = null;
        return;
      case 'holdTransferred':
        assert.equal(page.holder, event.fromTillId);
        this.#raise(page, event.epoch);
        this.#take(page, event.toTillId);
        return;
      case 'holdForceReleased':
        assert.equal(page.holder, event.tillId);
        page.holder = null;
        return;
      case 'lateExportMatched':
        assert(event.counters.ticketNumber >= page.lastTicket, 'a ticket number to be used twice');
        assert(event.counters.zNumber >= page.lastZ, 'a Z number to be used twice');
        assert(event.counters.epoch >= page.epoch, 'an epoch to be used twice');
        page.lastTicket = event.counters.ticketNumber;
        page.lastZ = event.counters.zNumber;
        page.epoch = event.counters.epoch;
        assert.equal(page.unsettled.size, 0, 'matched with a session unsettled');
        return;
      default:
        return;
    }
  }

  #opened(page: Page, { key, tillId }: EventOf<'sessionOpened'>): void {
    const name = nameOf(key);
    assert(!page.sessions.has(name), `session ${name} twice`);
    page.sessions.add(name);
    if (page.holder !== null) {
      assert.equal(page.holder, tillId, 'opened by another till than the holder');
      assert.equal(key.epoch, page.epoch);
      return;
    }
    assert.equal(key.number, 1);
    this.#raise(page, key.epoch);
    this.#take(page, tillId);
  }

  #raise(page: Page, epoch: number): void {
    assert(epoch > page.epoch, 'the epoch did not rise');
    page.epoch = epoch;
  }

  #take(page: Page, tillId: string): void {
    assert.equal(this.heldBy(tillId), 0, `${tillId} would hold two registers`);
    page.holder = tillId;
  }
}
