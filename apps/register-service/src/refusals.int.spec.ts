import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CELL_REFUSALS,
  REGISTER_STATES,
  type RegisterCommandType,
  refusalInTable,
} from '@encaisse/register-domain';
import { REFUSAL_SCENARIOS, Scene } from '../test/refusal-scenarios.js';
import { code, RegisterHouse } from '../test/register-house.js';

const FOLDERS = ['kernel', 'stores', 'tills', 'sellers', 'registers', 'connections', 'exports', 'retries'];
/** The commands of the domain that these folders' handlers ask. */
const COMMANDS: readonly RegisterCommandType[] = [
  'import',
  'cancelImport',
  'importSucceeded',
  'importFailed',
  'open',
  'connect',
  'disconnect',
  'export',
  'resend',
  'exportAcknowledged',
  'exportRefused',
  'exportUnanswered',
];

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, folder, file), 'utf8')),
);
const inSource = sources.flatMap((source) =>
  [...source.matchAll(/refused\(\s*'([A-Z_]+)'/gu)].map(([, found]) => found ?? ''),
);
const inTable = CELL_REFUSALS.filter((refusal) =>
  COMMANDS.some((command) => REGISTER_STATES.some((state) => refusalInTable(command, state) === refusal)),
);

describe('every refusal', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('refusals');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  it('that the source or the matrix can give has a scenario', () => {
    const known = Object.keys(REFUSAL_SCENARIOS);
    expect(Math.min(inSource.length, inTable.length)).toBeGreaterThan(8);
    expect([...inSource, ...inTable].filter((refusal) => !known.includes(refusal))).toEqual([]);
  });

  it.each(Object.keys(REFUSAL_SCENARIOS) as (keyof typeof REFUSAL_SCENARIOS)[])(
    'is given by its scenario: %s',
    async (refusal) => {
      const scene = await Scene.set(house);
      expect(code(await REFUSAL_SCENARIOS[refusal](scene))).toBe(refusal);
    },
    30_000,
  );
});
