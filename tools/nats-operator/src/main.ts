import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createNatsOperator, type NatsOperator, natsServerConfig, signServices } from '@encaisse/messaging';

/**
 * node main.js --out DIR [--listen HOST:PORT] [--monitor HOST:PORT] [--resolver-dir DIR]
 *
 * DIR/operator/operator.json        all secrets; made once, kept ever after: losing it means enrolling every till again
 * DIR/server/nats.conf              for the server; rewritten each time, so that an address may change
 * DIR/<service>/nats.creds          for each service, which needs to see no other folder than its own; signed anew each time
 * DIR/register-service/till-signer.json   signs tills' tokens
 * DIR/register-service/revoker.json       revokes them
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    listen: { type: 'string', default: '127.0.0.1:4222' },
    monitor: { type: 'string', default: '127.0.0.1:8222' },
    'resolver-dir': { type: 'string' },
  },
});
if (values.out === undefined) {
  console.error(
    'usage: nats-operator --out DIR [--listen HOST:PORT] [--monitor HOST:PORT] [--resolver-dir DIR]',
  );
  process.exit(2);
}
const out = resolve(values.out);

/** Written aside and renamed, so that a crash leaves the former file or the new one. */
const write = (folder: string, name: string, content: string, mode: number): void => {
  const file = join(out, folder, name);
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(`${file}.part`, content, { mode });
  renameSync(`${file}.part`, file);
};
const json = (value: unknown): string => JSON.stringify(value, null, 2);

const secrets = join(out, 'operator', 'operator.json');
if (!existsSync(secrets)) write('operator', 'operator.json', json(await createNatsOperator()), 0o600);
const operator = JSON.parse(readFileSync(secrets, 'utf8')) as NatsOperator;
const resolverDir = values['resolver-dir'] ?? join(out, 'server', 'accounts');
const server = { listen: values.listen, monitor: values.monitor, resolverDir };

write('server', 'nats.conf', natsServerConfig(operator, server), 0o644);
for (const [service, creds] of Object.entries(await signServices(operator.signer)))
  write(service, 'nats.creds', creds, 0o600);
write('register-service', 'till-signer.json', json(operator.signer), 0o600);
write('register-service', 'revoker.json', json(operator.revoker), 0o600);
