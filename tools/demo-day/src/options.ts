import { parseArgs } from 'node:util';

export interface Options {
  readonly command: 'prepare' | 'play';
  readonly gatewayUrl: string;
  readonly headOfficeUrl: string;
  readonly headOfficeApiKey: string;
  /** How long sync-service bears head office's silence; what is to come later than that waits longer. */
  readonly headOfficePatienceMs: number;
  /** Till (`S01-T1`) → address of the API of its printer, which tells what came out on paper. */
  readonly printers: ReadonlyMap<string, string>;
  readonly adminUser: string;
  readonly adminPassword: string;
  /** What the demo remembers between days: its tills' credentials, its sellers' passwords. */
  readonly stateDir: string;
  readonly reportFile: string | undefined;
  /** The gateway's log, to find each refusal's correlation id in; absent where the log is kept elsewhere. */
  readonly gatewayLogFile: string | undefined;
  readonly seed: number;
  /** Head office does nothing wrong on purpose: for a day whose services die, since a simulator that dies forgets its weather. */
  readonly fairWeather: boolean;
}

export const USAGE = `usage: demo-day prepare|play --state DIR [--report FILE] [--gateway-log FILE] [--seed N] [--fair-weather]

prepare  creates the demo chain (stores, tills, registers) and leaves an enrolment code per printer agent in DIR
play     plays a whole day on the demo's own tills; the newcomer's till is left alone

environment: GATEWAY_URL HEAD_OFFICE_URL HEAD_OFFICE_API_KEY ADMIN_USER ADMIN_PASSWORD
             HEAD_OFFICE_TIMEOUT_MS (that of sync-service)
             PRINTERS=S01-T1=http://host:port,S02-T1=…`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function readOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      state: { type: 'string' },
      report: { type: 'string' },
      'gateway-log': { type: 'string' },
      seed: { type: 'string' },
      'fair-weather': { type: 'boolean' },
    },
  });
  const [command] = positionals;
  if (command !== 'prepare' && command !== 'play') throw new UsageError('say prepare or play');
  if (values.state === undefined) throw new UsageError('--state is missing');
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new UsageError('--seed must be a whole number');
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new UsageError(`${name} is not set`);
    return value;
  };
  return {
    command,
    gatewayUrl: need('GATEWAY_URL'),
    headOfficeUrl: need('HEAD_OFFICE_URL'),
    headOfficeApiKey: need('HEAD_OFFICE_API_KEY'),
    headOfficePatienceMs: Number(env['HEAD_OFFICE_TIMEOUT_MS'] ?? 60_000),
    printers: readPrinters(need('PRINTERS')),
    adminUser: need('ADMIN_USER'),
    adminPassword: need('ADMIN_PASSWORD'),
    stateDir: values.state,
    reportFile: values.report,
    gatewayLogFile: values['gateway-log'],
    seed,
    fairWeather: values['fair-weather'] ?? false,
  };
}

function readPrinters(list: string): ReadonlyMap<string, string> {
  const pairs = list.split(',').map((spaced) => {
    const pair = spaced.trim();
    const [till, ...url] = pair.split('=');
    if (!till || url.length === 0) throw new UsageError(`PRINTERS: « ${pair} » is not TILL=URL`);
    return [till, url.join('=')] as const;
  });
  return new Map(pairs);
}
