import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Which package may import which. Imports go one way:
 * register-domain, fiscal <- contracts <- catalogue, messaging, secrets <- service-kit <- apps; tools stand beside the apps.
 */

const HERE = dirname(fileURLToPath(import.meta.url));
/** Specs, and what a package keeps for them alone in a folder of that name. */
const SPEC = '\\.spec\\.ts$|^(?:libs|apps|tools)/[^/]+/(?:spec|test)/';
const OWN = '^(?:libs|apps|tools)/';

/** Everything of ours that a package may import, beside itself and packages from npm. Whatever is not said is forbidden. */
const MAY_IMPORT = {
  'libs/register-domain': [],
  'libs/fiscal': [],
  'libs/contracts': ['register-domain', 'fiscal'],
  'libs/catalogue': ['register-domain', 'fiscal', 'contracts'],
  'libs/messaging': ['register-domain', 'fiscal', 'contracts'],
  'libs/secrets': ['register-domain', 'fiscal', 'contracts', 'messaging'],
  'libs/service-kit': ['register-domain', 'fiscal', 'contracts', 'catalogue', 'messaging'],
  'libs/testing': ['register-domain', 'fiscal', 'contracts', 'catalogue', 'messaging', 'service-kit'],
  'apps/[^/]+': [
    'register-domain',
    'fiscal',
    'contracts',
    'catalogue',
    'messaging',
    'secrets',
    'service-kit',
  ],
  'tools/[^/]+': ['register-domain', 'fiscal', 'contracts', 'catalogue', 'messaging', 'service-kit'],
};

const layers = Object.entries(MAY_IMPORT).map(([from, libs]) => ({
  name: `layer-of-${from.replace(/\W+/g, '-')}`,
  comment: `${from} imports of ours only: ${['itself', ...libs].join(', ')}.`,
  severity: 'error',
  from: { path: `^(${from})/`, pathNot: SPEC },
  to: { path: OWN, pathNot: ['^$1/', ...libs.map((lib) => `^libs/${lib}/`)] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    {
      name: 'specs-import-no-other-app',
      comment:
        'A spec may use libs, libs/testing and what a tool offers by its index.ts, never the inside of another app.',
      severity: 'error',
      from: { path: '^((?:libs|apps|tools)/[^/]+)/(?:(?:spec|test)/|.*\\.spec\\.ts$)' },
      to: { path: '^(?:apps|tools)/', pathNot: ['^$1/', '^tools/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'testing-only-in-specs',
      severity: 'error',
      from: { path: '.', pathNot: [SPEC, '^libs/testing/', '^e2e/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'through-the-front-door',
      comment: 'Another lib is entered by its index.ts alone.',
      severity: 'error',
      from: { path: '^((?:libs|apps|tools|e2e)/[^/]+)/' },
      to: { path: '^libs/', pathNot: ['^$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'register-domain-is-pure',
      comment: 'No clock, no I/O, no package: nothing but itself.',
      severity: 'error',
      from: { path: '^libs/register-domain/', pathNot: SPEC },
      to: { pathNot: '^libs/register-domain/' },
    },
    {
      name: 'contracts-only-zod',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: SPEC },
      to: { pathNot: ['^libs/(?:contracts|register-domain|fiscal)/', '(?:^|/)node_modules/zod/'] },
    },
    {
      name: 'clients-only-in-messaging',
      comment: 'NATS, BullMQ and Redis are known to libs/messaging alone.',
      severity: 'error',
      from: { path: '.', pathNot: '^libs/messaging/' },
      to: {
        path: '(?:^|/)node_modules/(?:@nats-io/|nats/|bullmq/|@nestjs/(?:bullmq|microservices)/|i?o?redis/)',
      },
    },
    {
      name: 'launch-needs-nothing',
      comment: 'It runs before anything is installed or built: Node and itself.',
      severity: 'error',
      from: { path: '^tools/launch/', pathNot: SPEC },
      to: { pathNot: '^tools/launch/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-cycle',
      comment: 'At run time: types alone may speak of each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared',
      comment:
        'What is imported stands in a package.json; outside specs, and the docs that only the workspace makes, not only for development.',
      severity: 'error',
      from: { path: OWN, pathNot: [SPEC, '^tools/docs/'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    {
      name: 'found',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(?:^|/)dist/', '\\.local/'] },
    combinedDependencies: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${HERE}/tsconfig.base.json` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['encaisse-source', 'import', 'node', 'default'],
    },
  },
};
