import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { commandFor, Luck } from '../spec/asking.js';
import { type Asked, Chain, REGISTERS, TILLS } from '../spec/chain.js';
import { Ledger } from '../spec/ledger.js';
import { leadOut } from '../spec/way-out.js';
import {
  actionsFor,
  HELD_STATES,
  landingStates,
  REGISTER_COMMANDS,
  REGISTER_REFUSALS,
  REGISTER_STATES,
  type RegisterCommand,
  type RegisterCommandType,
  type RegisterEventType,
  type RegisterState,
  TILL_ACTIONS,
} from './index.js';

const SEQUENCES = 10_000;
const HELD: ReadonlySet<RegisterState> = new Set(HELD_STATES);
const BUTTONS: ReadonlySet<RegisterCommandType> = new Set(TILL_ACTIONS);

/** What people mostly ask next, so that sequences get somewhere. */
const NEXT: Readonly<Record<RegisterState, readonly RegisterCommandType[]>> = {
  AWAITING_IMPORT: ['import', 'import', 'import', 'resend'],
  IMPORTING: ['importSucceeded'],
  READY: ['open', 'open', 'import'],
  OPEN: ['sell', 'moveCash', 'moveCash', 'startClosing', 'startClosing'],
  CLOSING: ['submitCount'],
  TO_EXPORT: ['export', 'export', 'open', 'recount', 'acceptApart'],
  EXPORTING: ['exportAcknowledged', 'exportAcknowledged', 'exportUnanswered', 'exportRefused'],
  OUT_OF_SERVICE: [
    'match',
    'match',
    'writeOff',
    'exportAcknowledged',
    'exportLate',
    'exportLate',
    'exportRefused',
  ],
};

/** A new life of the database is begun by no command; `begin-life.model.spec.ts` begins some. */
const EVENTS: Readonly<Record<Exclude<RegisterEventType, 'lifeBegan'>, true>> = {
  importStarted: true,
  importSucceeded: true,
  importFailed: true,
  importCancelled: true,
  readyYielded: true,
  sessionOpened: true,
  sellerConnected: true,
  sellerDisconnected: true,
  ticketFinalised: true,
  lateTicketKept: true,
  lateTicketDismissed: true,
  cashMoved: true,
  drawerOpened: true,
  xRead: true,
  closingStarted: true,
  closingCancelled: true,
  sessionSealed: true,
  sessionRecounted: true,
  exportStarted: true,
  exportResent: true,
  sessionAcknowledged: true,
  exportRefused: true,
  exportUnanswered: true,
  sessionAcceptedApart: true,
  holdReleased: true,
  holdTransferred: true,
  holdForceReleased: true,
  lateExportStarted: true,
  lateExportMatched: true,
  registerWrittenOff: true,
  clockCorrected: true,
};
/** The others refuse a ticket before it becomes a command. */
const isOfCommand = (code: string) =>
  !/^(TICKET_EMPTY|PAYMENT_MISSING|PAYMENT_EXCEEDS_DUE|DISCOUNT_TOO_LARGE|REFUND_EXCEEDS_SALE)$/.test(code);

/** What all sequences together have met, to see that the run is worth something. */
const met = {
  states: new Set<string>(),
  events: new Set<string>(),
  heard: new Set<string>(),
  codes: new Set<string>(),
};

/** One command of one of the registers; which one exactly is read out of `seed` when it is asked. */
class Asking implements fc.Command<Ledger, Chain> {
  constructor(
    readonly type: RegisterCommandType | 'next',
    readonly registerId: string,
    readonly seed: number,
  ) {}

  check(): boolean {
    return true;
  }

  run(ledger: Ledger, chain: Chain): void {
    const luck = new Luck(this.seed);
    const next = NEXT[chain.register(this.registerId).state];
    const type = this.type === 'next' ? (next[luck.below(next.length)] ?? 'disconnect') : this.type;
    chain.wait(luck.rarely(20) ? -120 : 5);
    const command = commandFor(chain, this.registerId, type, luck);
    const offered = actionsOf(chain, this.registerId, command);
    const asked = chain.ask(this.registerId, command);
    if (asked.decision.ok && asked.decision.events.length > 0) ledger.bookCash(this.registerId, command);
    checkOutcome(command, asked);
    checkButton(command, asked, offered);
    checkChain(ledger, chain);
  }

  toString(): string {
    return `${this.type} ${this.registerId} ${this.seed}`;
  }
}

const actionsOf = (chain: Chain, registerId: string, command: RegisterCommand) =>
  'till' in command ? actionsFor(chain.register(registerId), command.till) : undefined;

/** It lands where the table says; refused without events, nothing has moved. */
function checkOutcome({ type }: RegisterCommand, { before, after, decision }: Asked): void {
  if (decision.events.length === 0) assert.equal(after, before);
  else {
    assert(
      landingStates(type, before.state).includes(after.state),
      `${type}: ${before.state} to ${after.state}`,
    );
    met.heard.add(type);
  }
  assert.equal(after.version, before.version + decision.events.length);
  met.states.add(after.state);
  if (!decision.ok) met.codes.add(decision.refusal.code);
}

/** What the till's buttons said is what happened, as far as they could know. */
function checkButton(
  command: RegisterCommand,
  { decision }: Asked,
  offered: ReturnType<typeof actionsOf>,
): void {
  if (offered === undefined || !BUTTONS.has(command.type) || 'epoch' in command) return;
  const permission = Object.entries(offered).find(([action]) => action === command.type)?.[1];
  if (permission === undefined || permission.allowed) return;
  // A repetition gets its answer again, though the button is off by now.
  if (decision.ok) assert.equal(decision.events.length, 0, `${command.type} passed with its button off`);
  else assert.deepEqual(decision.refusal, permission.refusal);
}

function checkChain(ledger: Ledger, chain: Chain): void {
  for (const register of chain.registers.values()) {
    const { holder, epoch, events } = ledger.page(register.id);
    assert.equal(
      holder !== null,
      HELD.has(register.state),
      `${register.id} is ${register.state}, held by ${holder}`,
    );
    if ('hold' in register) {
      assert.equal(register.hold.tillId, holder);
      assert.equal(register.hold.epoch, epoch);
    }
    assert.equal(register.counters.epoch, epoch);
    assert.equal(register.version, events);
    // The till of a register with data, or on their way, holds nothing.
    if ('tillId' in register)
      assert.equal(ledger.heldBy(register.tillId), 0, `${register.id} is ${register.state}`);
  }
  for (const tillId of TILLS) assert(ledger.heldBy(tillId) <= 1, `${tillId} holds two registers`);
}

const asking = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('next' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...REGISTER_COMMANDS) },
    ),
    fc.constantFrom(...REGISTERS),
    fc.nat(),
  )
  .map(([type, registerId, seed]) => new Asking(type, registerId, seed));

const sequences = fc.commands([asking], { maxCommands: 60, size: 'max' });

/** A new chain and its books, after all of `commands`. */
function played(commands: Iterable<fc.Command<Ledger, Chain>>) {
  const ledger = new Ledger();
  const written: string[] = [];
  const chain = new Chain((registerId, event) => {
    met.events.add(event.type);
    written.push(JSON.stringify({ registerId, event }));
    ledger.record(registerId, event);
  });
  fc.modelRun(() => ({ model: ledger, real: chain }), commands);
  return { ledger, chain, written };
}

describe('a chain of several tills and registers', () => {
  it('keeps every invariant and leaves no register stuck, whatever is asked of it in whatever order', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const { ledger, chain } = played(commands);
        for (const registerId of REGISTERS) leadOut(chain, registerId);
        checkChain(ledger, chain);
      }),
      { numRuns: SEQUENCES },
    );
    expect([...met.states].sort()).toEqual([...REGISTER_STATES].sort());
    expect([...met.heard].sort()).toEqual([...REGISTER_COMMANDS].sort());
    expect([...met.events].sort()).toEqual(Object.keys(EVENTS).sort());
    expect([...met.codes].sort()).toEqual(Object.keys(REGISTER_REFUSALS).filter(isOfCommand).sort());
  }, 120_000);

  it('is rebuilt from its events, written down and read back', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        const { chain, written } = played(commands);
        const rebuilt = new Chain(() => undefined);
        for (const line of written) {
          const { registerId, event } = JSON.parse(line);
          rebuilt.apply(registerId, event);
        }
        assert.deepEqual(rebuilt.registers, chain.registers);
      }),
      { numRuns: 500 },
    );
  }, 120_000);
});
