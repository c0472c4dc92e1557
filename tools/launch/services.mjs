import { join } from 'node:path';
import { ROOT } from './workplace.mjs';

/**
 * Which processes the demonstration consists of and what each is configured with. Only data: to add a service or a
 * variable, this is the one file to change.
 *
 * @typedef {import('./processes.mjs').ServiceDefinition} ServiceDefinition
 * @typedef {keyof typeof PORTS} PortName
 * @typedef {{
 *   directory: string,
 *   logs: string,
 *   ports: Record<PortName, number>,
 *   databaseType: 'mariadb' | 'mysql',
 *   databaseUrl: (user?: string) => string,
 *   redisUrl: string,
 *   natsUrl: string,
 *   natsOperator: string | undefined,
 *   secret: (name: string) => string,
 *   products: string | undefined,
 * }} Scene `databaseUrl()` is the administrator's; `natsOperator` the folder of keys when NATS asks for them
 */

const HOST = '127.0.0.1';

/** Where each process listens when nothing else does. */
export const PORTS = {
  gateway: 8080,
  'register-service': 8081,
  'sync-service': 8082,
  'head-office-simulator': 8090,
  'printer-1': 9101,
  'printer-2': 9102,
  'printer-3': 9103,
  'printer-1-control': 9111,
  'printer-2-control': 9112,
  'printer-3-control': 9113,
  'agent-1': 8101,
  'agent-2': 8102,
  'agent-3': 8103,
};

/** The demonstration's tills, each with a printer and an agent of its own. */
const TILLS = /** @type {const} */ (['1', '2', '3']);

/** One-shot programs, in this order, before the services start. @param {Scene} scene @returns {ServiceDefinition[]} */
export function migrations(scene) {
  return ['sync-service', 'register-service'].map((service) => ({
    name: `migrate-${service}`,
    command: node(`apps/${service}/dist/migrate.js`),
    env: {
      MIGRATION_DATABASE_URL: scene.databaseUrl(),
      DATABASE_URL: scene.databaseUrl(service),
      DATABASE_TYPE: scene.databaseType,
    },
  }));
}

/** @param {Scene} scene @returns {ServiceDefinition[]} */
export function services(scene) {
  return [
    service(scene, 'head-office-simulator', {
      DATA_DIR: join(scene.directory, 'head-office'),
      HEAD_OFFICE_TOKEN: scene.secret('head-office-token'),
      ...(scene.products === undefined ? {} : { PRODUCTS_FILE: scene.products }),
    }),
    service(scene, 'register-service', {
      ...database(scene, 'register-service'),
      ...nats(scene, 'register-service'),
      ...(scene.natsOperator === undefined
        ? {}
        : {
            NATS_TILL_SIGNER_FILE: join(scene.natsOperator, 'till-signer.json'),
            NATS_REVOKER_FILE: join(scene.natsOperator, 'revoker.json'),
          }),
      PASSWORD_PEPPER: scene.secret('password-pepper'),
      TOKEN_SECRET: scene.secret('token-secret'),
    }),
    service(scene, 'sync-service', {
      ...database(scene, 'sync-service'),
      ...nats(scene, 'sync-service'),
      REDIS_URL: scene.redisUrl,
      HEAD_OFFICE_URL: addressOf(scene, 'head-office-simulator'),
      HEAD_OFFICE_TOKEN: scene.secret('head-office-token'),
    }),
    service(scene, 'gateway', {
      ...nats(scene, 'gateway'),
      ADMIN_USER: 'admin',
      ADMIN_PASSWORD: scene.secret('admin-password'),
      TOKEN_SECRET: scene.secret('token-secret'),
    }),
    ...TILLS.map((till) => printer(scene, till)),
    ...TILLS.map((till) => agent(scene, till)),
  ];
}

/** Plays the day against the running services. @param {Scene} scene @param {string} report @returns {ServiceDefinition} */
export function demoDay(scene, report) {
  return {
    name: 'demo-day',
    command: [...node('tools/demo-day/dist/main.js'), '--report', report],
    env: {
      GATEWAY_URL: addressOf(scene, 'gateway'),
      GATEWAY_LOG: join(scene.logs, 'gateway.log'),
      HEAD_OFFICE_URL: addressOf(scene, 'head-office-simulator'),
      HEAD_OFFICE_TOKEN: scene.secret('head-office-token'),
      ADMIN_USER: 'admin',
      ADMIN_PASSWORD: scene.secret('admin-password'),
      STATE_DIR: join(scene.directory, 'demo-day'),
      AGENT_DIRS: TILLS.map((till) => join(scene.directory, `agent-${till}`)).join(','),
      PRINTER_DIRS: TILLS.map((till) => join(scene.directory, `printer-${till}`)).join(','),
    },
  };
}

/** What a newcomer wants to know once everything is up. @param {Scene} scene @returns {[string, string][]} */
export function addresses(scene) {
  const gateway = addressOf(scene, 'gateway');
  return [
    ['Gateway (REST)', `${gateway}/api/v1`],
    ['Its documentation', `${gateway}/api/docs`],
    ['Head office (simulator)', addressOf(scene, 'head-office-simulator')],
    ['Administrator', `admin / ${scene.secret('admin-password')}`],
    ['Printed tickets', join(scene.directory, 'printer-1')],
    ['Logs', scene.logs],
  ];
}

/** @param {Scene} scene @param {PortName} name */
export function addressOf({ ports }, name) {
  return `http://${HOST}:${ports[name]}`;
}

/** @param {Scene} scene @param {PortName} name @param {Record<string, string>} env @returns {ServiceDefinition} */
function service(scene, name, env) {
  return {
    name,
    command: node(`apps/${name}/dist/main.js`),
    env: { NODE_ENV: 'development', HOST, PORT: String(scene.ports[name]), ...env },
    readyUrl: `${addressOf(scene, name)}/health/ready`,
  };
}

/** @param {Scene} scene @param {(typeof TILLS)[number]} till @returns {ServiceDefinition} */
function printer(scene, till) {
  return {
    name: `printer-${till}`,
    command: node('tools/printer-simulator/dist/main.js'),
    env: {
      HOST,
      PORT: String(scene.ports[`printer-${till}`]),
      CONTROL_PORT: String(scene.ports[`printer-${till}-control`]),
      OUTPUT_DIR: join(scene.directory, `printer-${till}`),
    },
  };
}

/** @param {Scene} scene @param {(typeof TILLS)[number]} till @returns {ServiceDefinition} */
function agent(scene, till) {
  return {
    name: `agent-${till}`,
    command: node('apps/printer-agent/dist/main.js'),
    env: {
      NODE_ENV: 'development',
      HOST,
      PORT: String(scene.ports[`agent-${till}`]),
      NATS_URL: scene.natsUrl,
      GATEWAY_URL: addressOf(scene, 'gateway'),
      STATE_DIR: join(scene.directory, `agent-${till}`),
      PRINTER: `tcp://${HOST}:${scene.ports[`printer-${till}`]}`,
    },
  };
}

/** @param {Scene} scene @param {string} user @returns {Record<string, string>} */
function database(scene, user) {
  return { DATABASE_URL: scene.databaseUrl(user), DATABASE_TYPE: scene.databaseType };
}

/** @param {Scene} scene @param {string} user @returns {Record<string, string>} */
function nats({ natsUrl, natsOperator }, user) {
  return {
    NATS_URL: natsUrl,
    ...(natsOperator === undefined ? {} : { NATS_CREDS_FILE: join(natsOperator, 'creds', `${user}.creds`) }),
  };
}

/** @param {string} file */
function node(file) {
  return [process.execPath, join(ROOT, file)];
}
