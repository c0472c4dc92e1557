import {
  acceptanceCommands,
  acceptanceReports,
  accessChangedSubject,
  changesSubject,
  datasetQueries,
  exportQueries,
  jobProgressSubject,
  streamCommands,
  syncCommands,
  syncReports,
} from '@encaisse/contracts';
import {
  Algorithms,
  createAccount,
  createOperator,
  createUser,
  encodeAccount,
  encodeOperator,
  encodeUser,
  fmtCreds,
  fromSeed,
  type KeyPair,
  type Permissions,
} from '@nats-io/jwt';
import type { Contracts } from './bus.js';

/*
 * NATS in operator mode: who may say what. The operator vouches for accounts, the account's signing key for users, and
 * each user carries the subjects it may touch in its own signed token; so a till is enrolled without telling the server.
 * The only file that knows @nats-io/jwt, whose authors do not promise a stable API.
 */

/** Signs tills' tokens. Held by register-service; whoever has it can make users of the account, and nothing else. */
export interface TillSigner {
  readonly accountPublicKey: string;
  readonly accountSigningSeed: string;
}

/** Changes the account's claims. Needed to revoke; kept apart from the signer because it can do more. */
export interface AccountRevoker {
  readonly operatorSeed: string;
  readonly accountPublicKey: string;
  readonly signingPublicKey: string;
  /** Credentials of the system account, the only one that may publish claims. */
  readonly systemCreds: string;
}

export interface NatsOperator {
  readonly operatorJwt: string;
  readonly systemAccountPublicKey: string;
  readonly systemAccountJwt: string;
  readonly accountJwt: string;
  readonly signer: TillSigner;
  readonly revoker: AccountRevoker;
}

const SERVICES = ['register-service', 'sync-service', 'supervision-service', 'gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];

const REPLIES = { max: 1, ttl: 60_000_000_000 } as const;
const inboxOf = (name: string) => `_INBOX.${name}.>`;

const subjectsOf = (contracts: Contracts): string[] => Object.values(contracts).map(({ subject }) => subject);

interface Allowed {
  readonly pub: string[];
  /** Of what `pub` allows, what is not for this service. */
  readonly notPub?: string[];
  readonly sub: string[];
}

/**
 * What each service publishes and hears; answering a request it heard is always allowed. What services say to each other
 * carries no credential, so that the gateway, which the whole world talks to, may not say it.
 */
export const SERVICE_PERMISSIONS: Readonly<Record<ServiceName, Allowed>> = {
  'register-service': {
    pub: [
      'encaisse.cmd.sync.>',
      'encaisse.qry.sync.>',
      'encaisse.print.*.wake.v1',
      ...subjectsOf(streamCommands),
    ],
    sub: [
      ...['till', 'register', 'closing', 'cash', 'print', 'seller', 'ticket', 'admin'].map(
        (name) => `encaisse.cmd.${name}.>`,
      ),
      ...['till', 'ticket', 'closing', 'cash', 'catalogue', 'export', 'dataset', 'print', 'admin'].map(
        (name) => `encaisse.qry.${name}.>`,
      ),
      'encaisse.till.>',
    ],
  },
  'sync-service': {
    pub: [
      ...[syncReports, acceptanceReports, exportQueries, datasetQueries].flatMap(subjectsOf),
      jobProgressSubject('*'),
    ],
    sub: ['encaisse.cmd.sync.>', 'encaisse.qry.sync.>'],
  },
  'supervision-service': {
    // Head office acts in stores by the commands that an administrator may give.
    pub: [changesSubject, accessChangedSubject, 'encaisse.cmd.admin.>', 'encaisse.qry.admin.>'],
    sub: ['encaisse.cmd.supervision.>', 'encaisse.qry.supervision.>'],
  },
  gateway: {
    pub: ['encaisse.cmd.>', 'encaisse.qry.>'],
    notPub: [
      ...[
        syncCommands,
        syncReports,
        acceptanceCommands,
        acceptanceReports,
        exportQueries,
        datasetQueries,
        streamCommands,
      ].flatMap(subjectsOf),
      // What head office has done in stores is journaled first: supervision-service says it.
      'encaisse.cmd.admin.>',
    ],
    sub: [jobProgressSubject('*'), changesSubject, accessChangedSubject],
  },
};

function servicePermissions(name: ServiceName): Permissions {
  const { pub, notPub = [], sub } = SERVICE_PERMISSIONS[name];
  return { pub: { allow: pub, deny: notPub }, sub: { allow: [...sub, inboxOf(name)] }, resp: REPLIES };
}

/** A till's agent asks on its own subjects, hears its own doorbell and its own answers. */
export const tillInbox = (tillId: string): string => `_INBOX.till.${tillId}`;
const tillPermissions = (tillId: string): Permissions => ({
  pub: { allow: [`encaisse.till.${tillId}.>`] },
  sub: { allow: [`encaisse.print.${tillId}.wake.v1`, `${tillInbox(tillId)}.>`] },
});

const UNLIMITED = { subs: -1, data: -1, payload: -1 } as const;
/** Without explicit limits the server lets nobody in, and the client sees a time-out. */
const ACCOUNT_LIMITS = {
  ...UNLIMITED,
  imports: -1,
  exports: -1,
  wildcards: true,
  conn: -1,
  leaf: -1,
} as const;
const ENCODING = { algorithm: Algorithms.v2 } as const;

const seedOf = (pair: KeyPair): string => new TextDecoder().decode(pair.getSeed());
const keyOf = (seed: string): KeyPair => fromSeed(new TextEncoder().encode(seed));

/** Makes a new operator with its accounts and its services' credentials. All secrets of the house are in the answer. */
export async function createNatsOperator(): Promise<NatsOperator> {
  const [operator, system, account, signing, systemUser] = [
    createOperator(),
    createAccount(),
    createAccount(),
    createAccount(),
    createUser(),
  ] as const;
  const operatorJwt = await encodeOperator(
    'encaisse',
    operator,
    { system_account: system.getPublicKey() },
    ENCODING,
  );
  const systemAccountJwt = await encodeAccount(
    'SYS',
    system,
    { limits: ACCOUNT_LIMITS },
    { ...ENCODING, signer: operator },
  );
  const systemUserJwt = await encodeUser('revoker', systemUser, system, UNLIMITED, ENCODING);
  const signer = { accountPublicKey: account.getPublicKey(), accountSigningSeed: seedOf(signing) };
  const revoker = {
    operatorSeed: seedOf(operator),
    accountPublicKey: account.getPublicKey(),
    signingPublicKey: signing.getPublicKey(),
    systemCreds: credsText(systemUserJwt, systemUser),
  };
  return {
    operatorJwt,
    systemAccountPublicKey: system.getPublicKey(),
    systemAccountJwt,
    accountJwt: await accountClaims(revoker, {}),
    signer,
    revoker,
  };
}

/**
 * The text of each service's `.creds` file. Signed anew each time, so that a service that is new, or may do more than it could,
 * is known after the next start; what was signed before stays good.
 */
export async function signServices(signer: TillSigner): Promise<Readonly<Record<ServiceName, string>>> {
  const creds = SERVICES.map(async (name) => [name, await serviceCreds(signer, name)] as const);
  return Object.fromEntries(await Promise.all(creds)) as Record<ServiceName, string>;
}

/** The account's claims with the tokens that are no longer let in: public key → the epoch second up to which they are out. */
export const accountClaims = (
  revoker: AccountRevoker,
  revocations: Readonly<Record<string, number>>,
): Promise<string> =>
  encodeAccount(
    'ENCAISSE',
    revoker.accountPublicKey,
    { limits: ACCOUNT_LIMITS, signing_keys: [revoker.signingPublicKey], revocations: { ...revocations } },
    { ...ENCODING, signer: keyOf(revoker.operatorSeed) },
  );

/** The token of one till's agent, for the key pair it made itself and whose seed it never gave away. */
export const signTillUser = (signer: TillSigner, tillId: string, userPublicKey: string): Promise<string> =>
  encodeUser(
    `till-${tillId}`,
    userPublicKey,
    keyOf(signer.accountSigningSeed),
    { issuer_account: signer.accountPublicKey, ...UNLIMITED, ...tillPermissions(tillId) },
    ENCODING,
  );

async function serviceCreds(signer: TillSigner, name: ServiceName): Promise<string> {
  const user = createUser();
  const jwt = await encodeUser(
    name,
    user,
    keyOf(signer.accountSigningSeed),
    { issuer_account: signer.accountPublicKey, ...UNLIMITED, ...servicePermissions(name) },
    ENCODING,
  );
  return credsText(jwt, user);
}

const credsText = (jwt: string, user: KeyPair): string => new TextDecoder().decode(fmtCreds(jwt, user));

/** The server's configuration. `resolverDir` is where it keeps account claims that were pushed to it. */
export const natsServerConfig = (
  operator: NatsOperator,
  { listen, monitor, resolverDir }: { listen: string; monitor: string; resolverDir: string },
): string => `# Made by tools/nats-operator; holds no secret.
server_name: encaisse
listen: "${listen}"
http: "${monitor}"
ping_interval: "10s"
ping_max: 2
operator: ${operator.operatorJwt}
system_account: ${operator.systemAccountPublicKey}
resolver: { type: full, dir: "${resolverDir}", allow_delete: false, interval: "2m" }
resolver_preload: {
  ${operator.systemAccountPublicKey}: ${operator.systemAccountJwt}
  ${operator.revoker.accountPublicKey}: ${operator.accountJwt}
}
`;
