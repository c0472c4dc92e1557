import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './workplace.mjs';

/**
 * Which processes the demonstration consists of and what each is configured with. Only data: to add a service or a
 * variable, this is the one file to change.
 *
 * @typedef {import('./processes.mjs').ServiceDefinition} ServiceDefinition
 * @typedef {keyof typeof PORTS} PortName
 * @typedef {typeof TILLS[number]} Till
 * @typedef {{
 *   directory: string,
 *   logs: string,
 *   ports: Record<PortName, number>,
 *   databaseType: 'mariadb' | 'mysql',
 *   databaseUrl: (user?: string) => string,
 *   redisUrl: string,
 *   natsUrl: string,
 *   natsKeys: string | undefined,
 *   secret: (name: string) => string,
 *   products: string | undefined,
 *   chainFile: string | undefined,
 *   settings: Readonly<Record<string, Readonly<Record<string, string>>>>,
 * }} Scene `settings`: variables that a service has besides its own, by its name; `databaseUrl()` is the administrator's; `natsKeys` the folder of them, when NATS asks who its users are
 */

const HOST = '127.0.0.1';
const ADMIN_USER = 'admin';
/** A demonstration has no minute to wait for a head office that is silent on purpose. */
const HEAD_OFFICE_PATIENCE_MS = 4_000;
const RECEIPT_SECONDS = 45;

/** Where each process listens when nothing else does; a printer has a second port, where its tickets are seen. */
export const PORTS = {
  gateway: 8080,
  'register-service': 8081,
  'sync-service': 8082,
  'supervision-service': 8083,
  'head-office-simulator': 8090,
  'agent-S01-T1': 8101,
  'agent-S01-T2': 8102,
  'agent-S01-T3': 8103,
  'agent-S02-T1': 8104,
  'agent-S02-T2': 8105,
  'agent-S03-T1': 8106,
  'agent-S03-T2': 8107,
  'printer-S01-T1': 9101,
  'printer-S01-T2': 9102,
  'printer-S01-T3': 9103,
  'printer-S02-T1': 9104,
  'printer-S02-T2': 9105,
  'printer-S03-T1': 9106,
  'printer-S03-T2': 9107,
  'paper-S01-T1': 9181,
  'paper-S01-T2': 9182,
  'paper-S01-T3': 9183,
  'paper-S02-T1': 9184,
  'paper-S02-T2': 9185,
  'paper-S03-T1': 9186,
  'paper-S03-T2': 9187,
};

/** The tills of the demo chain, each with a printer and an agent of its own; S01-T3 is left to the newcomer. */
const TILLS = /** @type {const} */ (['S01-T1', 'S01-T2', 'S01-T3', 'S02-T1', 'S02-T2', 'S03-T1', 'S03-T2']);
const NARROW_PRINTERS = /** @type {readonly string[]} */ (['S01-T3', 'S02-T2']);

/** One-shot programs, in this order, before anything else. @param {Scene} scene @returns {ServiceDefinition[]} */
export function migrations(scene) {
  return ['sync-service', 'register-service', 'supervision-service'].map((name) => ({
    name: `migrate-${name}`,
    command: node(`apps/${name}/dist/migrate.js`),
    env: {
      MIGRATION_DATABASE_URL: scene.databaseUrl(),
      ...database(scene, name),
    },
  }));
}

/** @param {Scene} scene @returns {ServiceDefinition[]} */
export function services(scene) {
  return [
    service(scene, 'head-office-simulator', {
      DATA_DIR: join(scene.directory, 'head-office'),
      API_KEY: scene.secret('head-office-api-key'),
      ...(scene.products === undefined ? {} : { PRODUCTS_FILE: scene.products }),
      ...(scene.chainFile === undefined ? {} : { CHAIN_FILE: scene.chainFile }),
    }),
    service(scene, 'register-service', {
      ...database(scene, 'register-service'),
      ...nats(scene, 'register-service'),
      ...(scene.natsKeys === undefined
        ? {}
        : {
            NATS_TILL_SIGNER_FILE: join(scene.natsKeys, 'register-service/till-signer.json'),
            NATS_REVOKER_FILE: join(scene.natsKeys, 'register-service/revoker.json'),
          }),
      // The night of this day is as short as the day itself.
      RECEIPT_SECONDS: String(RECEIPT_SECONDS),
      PASSWORD_PEPPER: scene.secret('password-pepper'),
      // One for each database: another one is no older copy of this.
      WITNESS_FILE: join(scene.directory, `witness-${new URL(scene.databaseUrl()).pathname.slice(1)}.json`),
    }),
    service(scene, 'sync-service', {
      ...database(scene, 'sync-service'),
      ...nats(scene, 'sync-service'),
      REDIS_URL: scene.redisUrl,
      HEAD_OFFICE_URL: addressOf(scene, 'head-office-simulator'),
      HEAD_OFFICE_API_KEY: scene.secret('head-office-api-key'),
      HEAD_OFFICE_TIMEOUT_MS: String(HEAD_OFFICE_PATIENCE_MS),
      HEAD_OFFICE_RETRY_MS: '200',
      HEAD_OFFICE_RETRY_MAX_MS: '1000',
      // A day lasts a minute: data are fetched ahead while the first till opens.
      PREFETCH_MS: '10000',
      SPOOL_DIR: join(scene.directory, 'spool'),
    }),
    service(scene, 'supervision-service', {
      ...database(scene, 'supervision-service'),
      ...nats(scene, 'supervision-service'),
      PASSWORD_PEPPER: scene.secret('supervision-password-pepper'),
    }),
    service(scene, 'gateway', {
      ...nats(scene, 'gateway'),
      ADMIN_USER,
      ADMIN_PASSWORD: scene.secret('admin-password'),
      ADMIN_TOKEN_SECRET: scene.secret('admin-token-secret'),
    }),
    // Only the tills of the demo chain have printers of their own here.
    ...(scene.chainFile === undefined ? TILLS.map((till) => printer(scene, till)) : []),
  ];
}

/** Makes the demo chain: stores, tills, registers, and a code for each printer agent. @param {Scene} scene @returns {ServiceDefinition} */
export function demoSetup(scene) {
  return { name: 'demo-setup', command: demoDayCommand(scene, 'prepare'), env: demoEnvironment(scene) };
}

/** Started once the chain is there, because each enrols with its code. @param {Scene} scene @returns {ServiceDefinition[]} */
export function agents(scene) {
  return TILLS.map((till) =>
    service(
      scene,
      `agent-${till}`,
      {
        NATS_URL: scene.natsUrl,
        GATEWAY_URL: addressOf(scene, 'gateway'),
        DATA_DIR: join(scene.directory, `agent-${till}`),
        PRINTER: `tcp://${HOST}:${scene.ports[`printer-${till}`]}`,
        PRINTER_COLUMNS: NARROW_PRINTERS.includes(till) ? '42' : '48',
        ENROLMENT_CODE_FILE: join(demoState(scene), 'agents', `${till}.code`),
      },
      'printer-agent',
    ),
  );
}

/**
 * Plays the day against what runs.
 * @param {Scene} scene
 * @param {string} report
 * @param {boolean} [fairWeather] head office does nothing wrong on purpose
 * @returns {ServiceDefinition}
 */
export function demoDay(scene, report, fairWeather = false) {
  const words = ['--report', report, '--gateway-log', join(scene.logs, 'gateway.log')];
  if (fairWeather) words.push('--fair-weather');
  return {
    name: 'demo-day',
    command: [...demoDayCommand(scene, 'play'), ...words],
    env: demoEnvironment(scene),
  };
}

/** What a newcomer wants to know once everything is up. @param {Scene} scene @returns {[string, string][]} */
export function addresses(scene) {
  const gateway = addressOf(scene, 'gateway');
  return [
    ['Gateway (REST)', `${gateway}/api/v1`],
    ['Its documentation', `${gateway}/api/docs`],
    ["Head office's administrator", `${ADMIN_USER} / ${scene.secret('admin-password')}`],
    ...people(scene),
    ['Head office (simulated)', addressOf(scene, 'head-office-simulator')],
    ...TILLS.map(
      (till) =>
        /** @type {[string, string]} */ ([`Tickets of till ${till}`, addressOf(scene, `paper-${till}`)]),
    ),
    ['Logs', scene.logs],
  ];
}

/** Users of head office, then the sellers store by store, with the passwords that the day chose. @param {Scene} scene @returns {[string, string][]} */
function people(scene) {
  /** @type {{ passwords: Record<string, string>, people: Record<string, string> }} */
  const { passwords, people } = JSON.parse(readFileSync(join(demoState(scene), 'demo-state.json'), 'utf8'));
  const names = Object.keys(passwords).sort();
  const stores = [...new Set(names.map((name) => name.split('/')[0]))];
  return [
    ...Object.entries(people).map(
      ([name, password]) =>
        /** @type {[string, string]} */ (['User of head office', `${name} / ${password}`]),
    ),
    ...stores.map(
      (store) =>
        /** @type {[string, string]} */ ([
          `Sellers of store ${store}`,
          names
            .filter((name) => name.startsWith(`${store}/`))
            .map((name) => `${name.split('/')[1]} / ${passwords[name]}`)
            .join(', '),
        ]),
    ),
  ];
}

/** @param {Scene} scene @param {PortName} name */
export function addressOf({ ports }, name) {
  return `http://${HOST}:${ports[name]}`;
}

/**
 * @param {Scene} scene
 * @param {PortName} name
 * @param {Record<string, string>} env
 * @param {string} [app] where its program is, when that is not its name
 * @returns {ServiceDefinition}
 */
function service(scene, name, env, app = name) {
  return {
    name,
    command: node(`apps/${app}/dist/main.js`),
    env: {
      NODE_ENV: 'development',
      HOST,
      PORT: String(scene.ports[name]),
      ...env,
      ...scene.settings[name],
    },
    readyUrl: `${addressOf(scene, name)}/health/ready`,
  };
}

/** @param {Scene} scene @param {Till} till @returns {ServiceDefinition} */
function printer(scene, till) {
  return {
    name: `printer-${till}`,
    command: [
      ...node('tools/printer-simulator/dist/main.js'),
      ...['--host', HOST, '--port', String(scene.ports[`printer-${till}`])],
      ...[
        '--http-port',
        String(scene.ports[`paper-${till}`]),
        '--out',
        join(scene.directory, `paper-${till}`),
      ],
    ],
    env: {},
    readyUrl: `${addressOf(scene, `paper-${till}`)}/health`,
  };
}

/** @param {Scene} scene */
function demoState({ directory }) {
  return join(directory, 'demo-day');
}

/** @param {Scene} scene @param {'prepare' | 'play'} verb */
function demoDayCommand(scene, verb) {
  return [...node('tools/demo-day/dist/main.js'), verb, '--state', demoState(scene)];
}

/** @param {Scene} scene @returns {Record<string, string>} */
function demoEnvironment(scene) {
  return {
    GATEWAY_URL: addressOf(scene, 'gateway'),
    HEAD_OFFICE_URL: addressOf(scene, 'head-office-simulator'),
    HEAD_OFFICE_API_KEY: scene.secret('head-office-api-key'),
    HEAD_OFFICE_TIMEOUT_MS: String(HEAD_OFFICE_PATIENCE_MS),
    ADMIN_USER,
    ADMIN_PASSWORD: scene.secret('admin-password'),
    PRINTERS: TILLS.map((till) => `${till}=${addressOf(scene, `paper-${till}`)}`).join(','),
  };
}

/** @param {Scene} scene @param {string} user @returns {Record<string, string>} */
function database(scene, user) {
  return { DATABASE_URL: scene.databaseUrl(user), DATABASE_TYPE: scene.databaseType };
}

/** @param {Scene} scene @param {string} user @returns {Record<string, string>} */
function nats({ natsUrl, natsKeys }, user) {
  return {
    NATS_URL: natsUrl,
    ...(natsKeys === undefined ? {} : { NATS_CREDS_FILE: join(natsKeys, user, 'nats.creds') }),
  };
}

/** @param {string} file */
function node(file) {
  return [process.execPath, join(ROOT, file)];
}
