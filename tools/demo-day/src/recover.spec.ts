import type { Answer } from './api.js';
import type { Floor } from './floor.js';
import { finishInterruptedDay } from './recover.js';

const REGISTER = 'register-1';
const yes = { allowed: true } as const;
const no = (code: string) => ({ allowed: false, refusal: { code } }) as const;

/** A till with one register that goes on as the real one does, and a note of all that was asked of it. */
class FakeTill {
  readonly asked: string[] = [];
  tickets: { ticketId: string; state: string; sellerCode: string; payments: { paymentId: string }[] }[] = [];

  constructor(
    private state: string,
    private readonly actions: object = { import: yes, open: yes },
  ) {}

  readonly #answer = (value: object, said: string, after: string = this.state): Promise<Answer<never>> => {
    this.asked.push(said);
    this.state = after;
    return Promise.resolve({ ok: true, value: value as never, correlationId: 'c' });
  };

  context = () => {
    const { state, actions } = this;
    if (state === 'IMPORTING') this.state = 'READY';
    if (state === 'EXPORTING') this.state = 'AWAITING_IMPORT';
    const register = { registerId: REGISTER, name: 'CAISSE 01', state, actions, closingId: 'closing-1' };
    return Promise.resolve({ ok: true, value: { registers: [register] }, correlationId: 'c' });
  };
  open = () => this.#answer({}, 'open', 'OPEN');
  connect = () => this.#answer({ connectionToken: 'token' }, 'connect');
  ticketsInProgress = () =>
    Promise.resolve({ ok: true, value: { tickets: this.tickets }, correlationId: 'c' });
  move = (_register: string, _token: string, ticketId: string, how: string) =>
    this.#answer({}, `${how} ${ticketId}`);
  removePayment = (_register: string, _token: string, _ticket: string, paymentId: string) =>
    this.#answer({}, `remove ${paymentId}`);
  cancelClosing = () => this.#answer({}, 'cancel', 'OPEN');
  startClosing = () => this.#answer({}, 'close', 'CLOSING');
  submitCount = () => this.#answer({}, 'count', 'TO_EXPORT');
  export = () => this.#answer({}, 'export', 'EXPORTING');
  exportOutcome = () => this.#answer({ sessions: [{ acknowledgedAt: 'now' }] }, 'outcome');
  requestApproval = (_register: string, { act }: { act: { action: string } }) =>
    this.#answer({}, act.action, act.action === 'MATCH' ? 'AWAITING_IMPORT' : this.state);
  approve = () => this.#answer({}, 'approve');
}

const finished = async (till: FakeTill): Promise<readonly string[]> => {
  const memory = { passwordOf: () => 'a password' };
  const operator = { approve: till.approve };
  await finishInterruptedDay({
    till,
    operator,
    memory,
    name: 'S01-T1',
    storeCode: 'S01',
  } as unknown as Floor);
  return till.asked;
};

describe('a day that was cut off', () => {
  beforeEach(() => jest.spyOn(console, 'log').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['READY', ['open', 'connect', 'close', 'count', 'export', 'outcome']],
    ['IMPORTING', ['open', 'connect', 'close', 'count', 'export', 'outcome']],
    ['OPEN', ['connect', 'close', 'count', 'export', 'outcome']],
    ['CLOSING', ['cancel', 'connect', 'close', 'count', 'export', 'outcome']],
    ['TO_EXPORT', ['export', 'outcome']],
    ['EXPORTING', []],
    ['AWAITING_IMPORT', []],
    ['OUT_OF_SERVICE', ['LATE_EXPORT', 'approve', 'outcome', 'MATCH', 'approve']],
  ])('in %s is finished up to its export', async (state, steps) => {
    expect(await finished(new FakeTill(state))).toEqual(steps);
  });

  it('takes over the tickets of others to give their payments back', async () => {
    const till = new FakeTill('OPEN');
    const payments = [{ paymentId: 'p1' }, { paymentId: 'p2' }];
    till.tickets = [
      { ticketId: 'of a cashier', state: 'DRAFT', sellerCode: 'V01', payments },
      { ticketId: 'parked', state: 'PARKED', sellerCode: 'V02', payments: [] },
      { ticketId: 'her own', state: 'DRAFT', sellerCode: 'RESP', payments: [] },
    ];
    const ofTickets = (await finished(till)).slice(1, -4);
    expect(ofTickets).toEqual([
      'resume of a cashier',
      'remove p2',
      'remove p1',
      'abandon of a cashier',
      'resume parked',
      'abandon parked',
      'abandon her own',
    ]);
  });

  it('leaves alone what another till has', async () => {
    const elsewhere = { import: yes, open: no('IMPORT_REQUIRED') };
    expect(await finished(new FakeTill('READY', elsewhere))).toEqual([]);
    const held = { import: no('HELD_BY_ANOTHER_TILL'), open: no('HELD_BY_ANOTHER_TILL') };
    expect(await finished(new FakeTill('OPEN', held))).toEqual([]);
  });
});
