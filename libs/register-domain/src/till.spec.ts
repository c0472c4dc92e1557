import { AT, a, after, aNewRegister, as, GIVEN, idleTill, OTHER_TILL, TILL } from '../spec/given.js';
import {
  actionsFor,
  evolve,
  REGISTER_STATES,
  type Register,
  TILL_ACTIONS,
  tillSituation,
  yieldReady,
} from './index.js';

const to = { id: 'register-9', name: 'CAISSE 09' };

describe('the situation of a till', () => {
  const others: readonly Register[] = [aNewRegister(), GIVEN.READY(), GIVEN.OUT_OF_SERVICE()];

  it.each([
    ['OPEN', 'CLOSING'],
    ['CLOSING', 'CLOSING'],
    ['TO_EXPORT', 'EXPORT'],
    ['EXPORTING', 'EXPORT'],
  ] as const)('names the register that it holds in %s, which waits for its %s', (state, waitsFor) => {
    expect(tillSituation(TILL, [...others, GIVEN[state]()])).toEqual({
      tillId: TILL,
      holds: { register: { id: 'register-1', name: 'CAISSE 01' }, waitsFor },
      importing: [],
    });
  });

  it('names the registers that it imports', () => {
    expect(tillSituation(TILL, [GIVEN.IMPORTING()]).importing).toEqual([
      { id: 'register-1', name: 'CAISSE 01' },
    ]);
  });

  it('is empty as far as other tills are concerned', () => {
    expect(tillSituation(OTHER_TILL, [GIVEN.OPEN(), GIVEN.IMPORTING()])).toEqual(idleTill(OTHER_TILL));
  });
});

describe('when a till takes the hold of a register', () => {
  it('its other ready registers go back to waiting for an import', () => {
    const ready = GIVEN.READY();
    const events = yieldReady(ready, { tillId: TILL, to, at: AT });
    expect(events).toEqual([{ type: 'readyYielded', at: AT, tillId: TILL, to }]);
    const [yielded] = events.map((event) => evolve(ready, event));
    expect(yielded).toEqual({ ...aNewRegister(), version: ready.version + 1 });
  });

  it('nothing else moves: not another till’s data, not the register itself, not a register in another state', () => {
    const ready = GIVEN.READY();
    expect(yieldReady(ready, { tillId: OTHER_TILL, to, at: AT })).toEqual([]);
    expect(yieldReady(ready, { tillId: TILL, to: { id: ready.id, name: ready.name }, at: AT })).toEqual([]);
    for (const state of REGISTER_STATES) {
      if (state !== 'READY') expect(yieldReady(GIVEN[state](), { tillId: TILL, to, at: AT })).toEqual([]);
    }
  });
});

describe('the buttons of a till', () => {
  const allowed = (register: Register, till = idleTill()) => {
    const actions = actionsFor(register, till);
    return TILL_ACTIONS.filter((action) => actions[action].allowed);
  };
  const released = after(GIVEN.EXPORTING(), a('exportAcknowledged'));

  it.each([
    ['a new register', aNewRegister(), ['import']],
    ['a register whose last export can be sent again', released, ['import', 'resend']],
    ['IMPORTING', GIVEN.IMPORTING(), ['cancelImport']],
    ['READY', GIVEN.READY(), ['import', 'open']],
    ['OPEN', GIVEN.OPEN(), ['connect', 'sell', 'startClosing']],
    ['CLOSING', GIVEN.CLOSING(), []],
    ['TO_EXPORT', GIVEN.TO_EXPORT(), ['open', 'export']],
    ['EXPORTING', GIVEN.EXPORTING(), []],
    ['OUT_OF_SERVICE', GIVEN.OUT_OF_SERVICE(), []],
  ] as const)('are these for %s', (_, register, actions) => {
    expect(allowed(register)).toEqual(actions);
  });

  it('give the code and the facts of what is not allowed', () => {
    expect(actionsFor(GIVEN.TO_EXPORT(), idleTill()).import).toEqual({
      allowed: false,
      refusal: { code: 'EXPORT_REQUIRED', facts: { tillId: TILL, sessions: 1 } },
    });
    const elsewhere = actionsFor(as('READY', GIVEN.READY()), idleTill(OTHER_TILL));
    expect(elsewhere.open).toEqual({
      allowed: false,
      refusal: { code: 'IMPORT_REQUIRED', facts: { readyOnTillId: TILL } },
    });
    expect(elsewhere.import).toEqual({ allowed: true });
  });
});
