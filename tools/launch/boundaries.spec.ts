import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const LIBS = ['register-domain', 'contracts', 'catalogue', 'messaging', 'secrets', 'service-kit', 'testing'];
const PACKAGES = ['zod', '@nats-io/transport-node', 'bullmq', 'ioredis', 'fast-check'];

/** What is right: each layer uses the one below, specs use testing, the launcher uses itself. */
const CLEAN: Record<string, string> = {
  'libs/register-domain/src/index.ts': "export * from './matrix.js';",
  'libs/register-domain/src/matrix.ts': "import type {} from './state.js'; export const matrix = 1;",
  'libs/register-domain/src/state.ts': "import type {} from './matrix.js'; export type State = 1;",
  'libs/register-domain/src/matrix.spec.ts': "import 'fast-check'; import './matrix.js';",
  'libs/contracts/src/index.ts': "import 'zod'; export * from '@encaisse/register-domain';",
  'libs/catalogue/src/index.ts': "export * from '@encaisse/contracts';",
  'libs/messaging/src/index.ts': "import '@nats-io/transport-node'; import 'bullmq'; import 'ioredis';",
  'libs/secrets/src/index.ts': "import '@encaisse/messaging';",
  'libs/service-kit/src/index.ts': "import '@encaisse/messaging'; import '@encaisse/catalogue';",
  'libs/testing/src/index.ts': "import '@encaisse/service-kit';",
  'apps/gateway/src/main.ts': "import 'node:fs'; import '@encaisse/service-kit';",
  'apps/gateway/src/main.spec.ts': "import '@encaisse/testing';",
  'tools/docs/src/main.ts': "import '@encaisse/contracts';",
  'tools/launch/start.mjs': "import 'node:fs'; import './lock.mjs';",
  'tools/launch/lock.mjs': 'export {};',
};

/** What is wrong, one file for each, with the rules that must say so. */
const WRONG: [file: string, text: string, rules: string[]][] = [
  ['libs/register-domain/src/clock.ts', "import 'node:timers';", ['register-domain-is-pure']],
  ['libs/register-domain/src/schema.ts', "import 'zod';", ['register-domain-is-pure']],
  [
    'libs/register-domain/src/upwards.ts',
    "import type {} from '@encaisse/contracts';",
    ['layer-of-libs-register-domain', 'register-domain-is-pure'],
  ],
  ['libs/contracts/src/files.ts', "import 'node:fs';", ['contracts-only-zod']],
  ['libs/messaging/src/sideways.ts', "import '@encaisse/catalogue';", ['layer-of-libs-messaging']],
  ['libs/secrets/src/upwards.ts', "import '@encaisse/service-kit';", ['layer-of-libs-secrets']],
  ['libs/catalogue/src/upwards.ts', "import '@encaisse/service-kit';", ['layer-of-libs-catalogue']],
  ['libs/service-kit/src/cache.ts', "import 'ioredis';", ['clients-only-in-messaging']],
  ['apps/gateway/src/bus.ts', "import '@nats-io/transport-node';", ['clients-only-in-messaging']],
  ['apps/gateway/src/queue.spec.ts', "import 'bullmq';", ['clients-only-in-messaging']],
  ['apps/gateway/src/other-app.ts', "import '../../register-service/src/main.js';", ['layer-of-apps-']],
  [
    'apps/gateway/src/other-app.spec.ts',
    "import '../../register-service/src/main.js';",
    ['specs-import-no-other-app'],
  ],
  ['apps/gateway/src/builder.ts', "import '@encaisse/testing';", ['layer-of-apps-', 'testing-only-in-specs']],
  [
    'apps/gateway/src/back-door.ts',
    "import '../../../libs/register-domain/src/matrix.js';",
    ['through-the-front-door'],
  ],
  ['apps/gateway/src/nowhere.ts', "import './not-there.js';", ['found']],
  ['apps/gateway/src/undeclared.ts', "import 'fast-check';", ['declared']],
  ['tools/launch/colours.mjs', "import 'zod';", ['launch-needs-nothing']],
  ['tools/launch/contracts.mjs', "import '@encaisse/contracts';", ['launch-needs-nothing']],
  ['apps/gateway/src/egg.ts', "import './hen.js';", ['no-cycle']],
];

interface Violation {
  from: string;
  rule: { name: string };
}

describe('the import boundaries', () => {
  let tree: string;

  beforeEach(() => {
    tree = mkdtempSync(join(tmpdir(), 'encaisse-boundaries-'));
    for (const name of PACKAGES) {
      write(
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
      );
      write(`node_modules/${name}/index.js`, '');
    }
    for (const lib of LIBS) {
      const exports = { '.': { 'encaisse-source': './src/index.ts', default: './dist/index.js' } };
      write(
        `libs/${lib}/package.json`,
        JSON.stringify({ name: `@encaisse/${lib}`, type: 'module', exports }),
      );
      mkdirSync(join(tree, 'node_modules/@encaisse'), { recursive: true });
      symlinkSync(join(tree, 'libs', lib), join(tree, 'node_modules/@encaisse', lib));
    }
    const dependencies = Object.fromEntries(
      [...LIBS.map((lib) => `@encaisse/${lib}`), ...PACKAGES.filter((name) => name !== 'fast-check')].map(
        (name) => [name, '*'],
      ),
    );
    write(
      'package.json',
      JSON.stringify({ name: 'house', dependencies, devDependencies: { 'fast-check': '*' } }),
    );
    write('apps/register-service/src/main.ts', 'export {};');
    write('apps/gateway/src/hen.ts', '');
    for (const [file, text] of Object.entries(CLEAN)) write(file, text);
  });
  afterEach(() => rmSync(tree, { recursive: true }));

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  };
  const violations = (): Record<string, string[]> => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/.bin/depcruise'),
        ...[
          '--config',
          join(ROOT, '.dependency-cruiser.mjs'),
          '--output-type',
          'json',
          'libs',
          'apps',
          'tools',
        ],
      ],
      { cwd: tree, encoding: 'utf8' },
    );
    if (stdout === '') throw new Error(stderr);
    const found: Violation[] = JSON.parse(stdout).summary.violations;
    const byFile = Map.groupBy(found, ({ from }) => from);
    return Object.fromEntries(
      [...byFile].map(([file, list]) => [file, [...new Set(list.map(({ rule }) => rule.name))].sort()]),
    );
  };

  it('let a tree pass that keeps to them', () => {
    expect(violations()).toEqual({});
  });

  it('name every import that breaks one of them, and the rule it breaks', () => {
    for (const [file, text] of WRONG) write(file, text);
    write('apps/gateway/src/hen.ts', "import './egg.js';");
    expect(violations()).toEqual(
      Object.fromEntries(WRONG.map(([file, , rules]) => [file, [...rules].sort()])),
    );
  });
});
