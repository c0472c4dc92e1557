import { a, after, GIVEN, given, idleTill, OTHER_TILL } from '../spec/given.js';
import {
  CELL_REFUSALS,
  HELD_STATES,
  landingStates,
  REGISTER_COMMANDS,
  REGISTER_STATES,
  type Register,
  type RegisterCommand,
  type RegisterCommandType,
  type RegisterState,
  refusalInTable,
  toCents,
} from './index.js';

const HELD: readonly RegisterState[] = HELD_STATES;
const EARLIER = '2026-03-02T07:00:00.000Z';

const acknowledged = (number: number) =>
  a('exportAcknowledged', { session: { incarnation: 'life-1', epoch: 1, number } });
const reopen = a('open', { sessionId: 'session-2' });
const recount = a('startClosing', { closingId: 'closing-2' });
const reseal = a('submitCount', { closingId: 'closing-2' });

/** A register that has lived a whole day: its hold is released, its clock has a floor, its export can be sent again. */
const released = () => after(GIVEN.EXPORTING(), acknowledged(1));
const importedAgain = () => after(released(), a('import', { jobId: 'import-2' }));
const readyAgain = () => after(importedAgain(), a('importSucceeded', { jobId: 'import-2' }));
const twoSessions = () => after(GIVEN.TO_EXPORT(), reopen, recount, reseal);
const unanswered = () => after(GIVEN.EXPORTING(), a('exportUnanswered'));
const refused = () => after(GIVEN.EXPORTING(), a('exportRefused'));
const refusedOfTwo = () => after(twoSessions(), a('export'), a('exportRefused'));
const lateExport = () => after(GIVEN.OUT_OF_SERVICE(), a('exportLate'));
const exportAgain = a('export', { exportId: 'export-2' });
const reimportOfReady = () => after(GIVEN.READY(), a('import', { jobId: 'import-2' }));
const earlier = a('correctClock', { at: EARLIER });

/** What a landing takes that neither the state's shortest way nor the plain command brings. */
const SCENARIOS: Readonly<Record<string, () => readonly [Register, RegisterCommand]>> = {
  'cancelImport, IMPORTING, READY': () => [reimportOfReady(), a('cancelImport', { jobId: 'import-2' })],
  'importFailed, IMPORTING, READY': () => [reimportOfReady(), a('importFailed', { jobId: 'import-2' })],
  'open, TO_EXPORT, OPEN': () => [GIVEN.TO_EXPORT(), reopen],
  'submitCount, CLOSING, OPEN': () => [
    GIVEN.CLOSING(),
    a('submitCount', {
      ticketsInProgress: [
        { ticketId: 'ticket-1', status: 'PARKED', sellerCode: 'LUC', ttcCents: toCents(3_00) },
      ],
    }),
  ],
  'resend, AWAITING_IMPORT, AWAITING_IMPORT': () => [released(), a('resend')],
  'exportAcknowledged, AWAITING_IMPORT, AWAITING_IMPORT': () => [released(), acknowledged(1)],
  'exportAcknowledged, IMPORTING, IMPORTING': () => [importedAgain(), acknowledged(1)],
  'exportAcknowledged, READY, READY': () => [readyAgain(), acknowledged(1)],
  'exportAcknowledged, OPEN, OPEN': () => [after(GIVEN.TO_EXPORT(), reopen), acknowledged(1)],
  'exportAcknowledged, CLOSING, CLOSING': () => [after(GIVEN.TO_EXPORT(), reopen, recount), acknowledged(1)],
  'exportAcknowledged, TO_EXPORT, TO_EXPORT': () => [twoSessions(), acknowledged(2)],
  'exportAcknowledged, EXPORTING, EXPORTING': () => [after(twoSessions(), a('export')), acknowledged(2)],
  'exportRefused, OPEN, OPEN': () => [after(unanswered(), reopen), a('exportRefused')],
  'exportRefused, CLOSING, CLOSING': () => [after(unanswered(), reopen, recount), a('exportRefused')],
  'exportRefused, TO_EXPORT, TO_EXPORT': () => [unanswered(), a('exportRefused')],
  'acceptApart, OPEN, OPEN': () => [after(refused(), reopen), a('acceptApart')],
  'acceptApart, CLOSING, CLOSING': () => [after(refused(), reopen, recount), a('acceptApart')],
  'acceptApart, TO_EXPORT, AWAITING_IMPORT': () => [refused(), a('acceptApart')],
  'acceptApart, TO_EXPORT, TO_EXPORT': () => [refusedOfTwo(), a('acceptApart')],
  'acceptApart, EXPORTING, AWAITING_IMPORT': () => [after(refused(), exportAgain), a('acceptApart')],
  'acceptApart, EXPORTING, EXPORTING': () => [after(refusedOfTwo(), exportAgain), a('acceptApart')],
  'exportRefused, OUT_OF_SERVICE, OUT_OF_SERVICE': () => [lateExport(), a('exportRefused')],
  'acceptApart, OUT_OF_SERVICE, OUT_OF_SERVICE': () => [
    after(lateExport(), a('exportRefused')),
    a('acceptApart'),
  ],
  'match, OUT_OF_SERVICE, AWAITING_IMPORT': () => [after(lateExport(), acknowledged(1)), a('match')],
  'correctClock, AWAITING_IMPORT, AWAITING_IMPORT': () => [released(), earlier],
  'correctClock, IMPORTING, IMPORTING': () => [importedAgain(), earlier],
  'correctClock, READY, READY': () => [readyAgain(), earlier],
  'correctClock, TO_EXPORT, TO_EXPORT': () => [GIVEN.TO_EXPORT(), earlier],
  'correctClock, EXPORTING, EXPORTING': () => [GIVEN.EXPORTING(), earlier],
};

const cells = REGISTER_COMMANDS.flatMap((command) => REGISTER_STATES.map((state) => ({ command, state })));
const landings = cells.flatMap(({ command, state }) =>
  landingStates(command, state).map((landing) => ({ command, state, landing })),
);
const refusals = cells.flatMap(({ command, state }) => {
  const code = refusalInTable(command, state);
  return code === undefined ? [] : [{ command, state, code }];
});

/** A command that repeats nothing that the register already carries. */
const another = (command: RegisterCommandType): RegisterCommand => {
  const ids = { jobId: 'job-9', sessionId: 'session-9', closingId: 'closing-9', exportId: 'export-9' };
  return { ...a(command), ...ids } as RegisterCommand;
};

describe('the matrix', () => {
  it('either hears or refuses each command in each state', () => {
    expect(cells).toHaveLength(29 * 8);
    for (const { command, state } of cells) {
      const heard = landingStates(command, state).length > 0;
      expect(heard).toBe(refusalInTable(command, state) === undefined);
    }
  });

  it.each(landings)('lets $command lead from $state to $landing', ({ command, state, landing }) => {
    const scenario = SCENARIOS[`${command}, ${state}, ${landing}`];
    const [register, asked] = scenario === undefined ? [GIVEN[state](), a(command)] : scenario();
    expect(register.state).toBe(state);
    expect(given(register).when(asked).register.state).toBe(landing);
  });

  it.each(refusals)('refuses $command in $state with $code', ({ command, state, code }) => {
    const register = GIVEN[state]();
    const outcome = given(register).when(another(command));
    expect(outcome.refusal().code).toBe(code);
    expect(outcome.register).toBe(register);
  });

  it('uses every refusal that it declares', () => {
    expect([...new Set(refusals.map(({ code }) => code))].sort()).toEqual([...CELL_REFUSALS].sort());
  });

  it('reaches every state from a new register', () => {
    const reached = new Set<RegisterState>(['AWAITING_IMPORT']);
    for (const state of reached) {
      for (const command of REGISTER_COMMANDS) {
        for (const landing of landingStates(command, state)) reached.add(landing);
      }
    }
    expect([...reached].sort()).toEqual([...REGISTER_STATES].sort());
  });

  it('leaves each state by some command', () => {
    for (const state of REGISTER_STATES) {
      const elsewhere = REGISTER_COMMANDS.flatMap((command) => landingStates(command, state)).filter(
        (landing) => landing !== state,
      );
      expect(elsewhere).not.toEqual([]);
    }
  });

  it('has a hold exactly in the held states', () => {
    for (const state of REGISTER_STATES) expect('hold' in GIVEN[state]()).toBe(HELD.includes(state));
  });
});

describe('the guards', () => {
  const busyTill = {
    ...idleTill(),
    holds: { register: { id: 'register-2', name: 'CAISSE 02' }, waitsFor: 'EXPORT' as const },
  };
  const importingTill = { ...idleTill(), importing: [{ id: 'register-2', name: 'CAISSE 02' }] };

  it.each(HELD_STATES)('answer another till that a register is held, in %s', (state) => {
    for (const command of ['import', 'open', 'connect', 'startClosing', 'export', 'resend'] as const) {
      const asked = { ...another(command), till: idleTill(OTHER_TILL) } as RegisterCommand;
      expect(given(GIVEN[state]()).when(asked).refusal()).toEqual({
        code: 'HELD_BY_ANOTHER_TILL',
        facts: { tillId: 'till-1' },
      });
    }
  });

  it('answer an older epoch that the hold has moved, even to the former till', () => {
    const moved = after(GIVEN.OPEN(), a('transferHold'));
    expect(given(moved).when(a('sell')).refusal()).toEqual({
      code: 'HOLD_MOVED',
      facts: { tillId: OTHER_TILL, epoch: 2 },
    });
    expect(given(moved).when(a('connect')).refusal().code).toBe('HELD_BY_ANOTHER_TILL');
  });

  it('answer a till that holds another register with its name and what it waits for', () => {
    for (const command of [a('import', { till: busyTill }), a('open', { till: busyTill })]) {
      expect(given(GIVEN.READY()).when(command).refusal()).toEqual({
        code: 'TILL_HOLDS_ANOTHER_REGISTER',
        facts: busyTill.holds,
      });
    }
  });

  it('keep a till that imports from opening, and let it import another register', () => {
    expect(
      given(GIVEN.READY())
        .when(a('open', { till: importingTill }))
        .refusal(),
    ).toEqual({
      code: 'JOB_RUNNING',
      facts: { kind: 'IMPORT', jobId: null, register: importingTill.importing[0] },
    });
    expect(given(GIVEN.READY()).when(a('import', { till: importingTill })).register.state).toBe('IMPORTING');
  });

  it('give no hold by transfer to a till that holds or imports a register', () => {
    const to = (till: typeof busyTill | typeof importingTill) =>
      a('transferHold', { till: { ...till, tillId: OTHER_TILL } });
    expect(given(GIVEN.OPEN()).when(to(busyTill)).refusal().code).toBe('TILL_HOLDS_ANOTHER_REGISTER');
    expect(given(GIVEN.OPEN()).when(to(importingTill)).refusal().code).toBe('JOB_RUNNING');
  });

  it('put the hold before the till, and the till before the matrix', () => {
    const elsewhere = { ...busyTill, tillId: OTHER_TILL };
    expect(
      given(GIVEN.OPEN())
        .when(a('import', { till: elsewhere }))
        .refusal().code,
    ).toBe('HELD_BY_ANOTHER_TILL');
    expect(
      given(GIVEN.AWAITING_IMPORT())
        .when(a('open', { till: busyTill }))
        .refusal().code,
    ).toBe('TILL_HOLDS_ANOTHER_REGISTER');
  });

  it('never keep anyone from disconnecting', () => {
    for (const state of REGISTER_STATES) {
      expect(given(GIVEN[state]()).when(a('disconnect')).decision.ok).toBe(true);
    }
  });
});
