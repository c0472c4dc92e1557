import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { commandFor, Luck } from '../spec/asking.js';
import { Chain, REGISTERS } from '../spec/chain.js';
import { GIVEN } from '../spec/given.js';
import {
  beginLife,
  evolveAll,
  REGISTER_COMMANDS,
  type Register,
  type RegisterCommandType,
  type RegisterEvent,
  type RegisterState,
} from './index.js';

const RUNS = 2_000;
const LIFE = 'life-2';

/** What mostly comes next, so that days get somewhere. */
const NEXT: Readonly<Record<RegisterState, readonly RegisterCommandType[]>> = {
  AWAITING_IMPORT: ['import'],
  IMPORTING: ['importSucceeded'],
  READY: ['open'],
  OPEN: ['sell', 'sell', 'startClosing'],
  CLOSING: ['submitCount'],
  TO_EXPORT: ['export', 'open', 'open'],
  EXPORTING: ['exportAcknowledged', 'exportUnanswered'],
  OUT_OF_SERVICE: ['exportLate', 'exportAcknowledged', 'match'],
};

/** Everything that must never be used twice, in the order of its use. */
function usedIn(events: readonly (readonly [string, RegisterEvent])[]): readonly string[] {
  return events.flatMap(([registerId, event]) => {
    if (event.type === 'ticketFinalised') return `${registerId} ticket ${event.number}`;
    if (event.type === 'sessionSealed') return `${registerId} Z ${event.zNumber}`;
    if (event.type !== 'sessionOpened') return [];
    const { incarnation, epoch, number } = event.key;
    return `${registerId} session ${incarnation}/${epoch}/${number}`;
  });
}

function play(chain: Chain, steps: readonly (readonly [number, number])[]): void {
  for (const [which, seed] of steps) {
    const registerId = REGISTERS[which % REGISTERS.length] ?? REGISTERS[0];
    const luck = new Luck(seed);
    const next = NEXT[chain.register(registerId).state];
    const type = luck.rarely(4)
      ? REGISTER_COMMANDS[luck.below(REGISTER_COMMANDS.length)]
      : next[luck.below(next.length)];
    chain.wait(5);
    if (type) chain.ask(registerId, commandFor(chain, registerId, type, luck));
  }
}

const steps = (max: number) => fc.array(fc.tuple(fc.nat(3), fc.nat()), { maxLength: max, size: 'max' });

describe('a database that is restored from an older copy', () => {
  it('uses no number and no session key again, whatever was done with the newer one (edge case 27)', () => {
    let runsWithBoth = 0;
    fc.assert(
      fc.property(steps(40), steps(40), steps(60), (before, lost, later) => {
        const written: (readonly [string, RegisterEvent])[] = [];
        const first = new Chain((id, event) => written.push([id, event]));
        play(first, before);
        const copy = written.slice();
        play(first, lost);
        const inLostLife = usedIn(written);

        const again: (readonly [string, RegisterEvent])[] = [];
        const restored = new Chain((id, event) => again.push([id, event]));
        for (const [id, event] of copy) restored.apply(id, event);
        restored.wait(24 * 60);
        const begun = again.length;
        for (const id of REGISTERS) {
          const { counters: past } = first.register(id);
          const life = { at: restored.at(), incarnation: LIFE, past };
          for (const event of beginLife(restored.register(id), life)) restored.apply(id, event);
          assert.deepEqual(beginLife(restored.register(id), life), []);
        }
        play(restored, later);
        const inNewLife = usedIn(again.slice(begun));

        const used = new Set(inLostLife);
        assert.equal(used.size, inLostLife.length);
        for (const one of inNewLife) {
          assert(!used.has(one), `${one} twice`);
          used.add(one);
        }
        if (inNewLife.length > 0 && inLostLife.length > usedIn(copy).length) runsWithBoth += 1;
      }),
      { numRuns: RUNS },
    );
    expect(runsWithBoth).toBeGreaterThan(RUNS / 4);
  }, 120_000);

  it.each([
    ['AWAITING_IMPORT', 'AWAITING_IMPORT'],
    ['READY', 'READY'],
    ['TO_EXPORT', 'TO_EXPORT'],
    ['EXPORTING', 'EXPORTING'],
    ['OPEN', 'OUT_OF_SERVICE'],
    ['CLOSING', 'OUT_OF_SERVICE'],
  ] as const)('finds a register %s and leaves it %s, under the new incarnation', (state, after) => {
    const register: Register = GIVEN[state]();
    const past = { epoch: 40, sessionNumber: 0, ticketNumber: 900, zNumber: 80 };
    const began = evolveAll(
      register,
      beginLife(register, { at: '2026-03-03T07:00:00.000Z', incarnation: LIFE, past }),
    );
    expect(began).toMatchObject({
      state: after,
      incarnation: LIFE,
      counters: { epoch: 40, ticketNumber: 900, zNumber: 80 },
    });
  });
});
