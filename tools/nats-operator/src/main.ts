import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createNatsOperator, type NatsOperator, natsServerConfig } from '@encaisse/messaging';

/**
 * node main.js --out DIR [--listen HOST:PORT] [--monitor HOST:PORT] [--resolver-dir DIR]
 *
 * DIR/operator.json           all secrets; made once, kept ever after: losing it means enrolling every till again
 * DIR/nats.conf               for the server; rewritten each time, so that an address may change
 * DIR/creds/<service>.creds   for each service
 * DIR/till-signer.json        for register-service, which signs tills' tokens
 * DIR/revoker.json            for register-service, which revokes them
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
mkdirSync(join(out, 'creds'), { recursive: true });

/** Written aside and renamed, so that a crash leaves the former file or the new one. */
const write = (name: string, content: string, mode: number): void => {
  const file = join(out, name);
  writeFileSync(`${file}.part`, content, { mode });
  renameSync(`${file}.part`, file);
};

const secrets = join(out, 'operator.json');
if (!existsSync(secrets)) write('operator.json', JSON.stringify(await createNatsOperator(), null, 2), 0o600);
const operator = JSON.parse(readFileSync(secrets, 'utf8')) as NatsOperator;
const resolverDir = values['resolver-dir'] ?? join(out, 'accounts');
mkdirSync(join(out, 'accounts'), { recursive: true });

write(
  'nats.conf',
  natsServerConfig(operator, { listen: values.listen, monitor: values.monitor, resolverDir }),
  0o644,
);
for (const [service, creds] of Object.entries(operator.serviceCreds))
  write(`creds/${service}.creds`, creds, 0o600);
write('till-signer.json', JSON.stringify(operator.signer, null, 2), 0o600);
write('revoker.json', JSON.stringify(operator.revoker, null, 2), 0o600);
