import { parseArgs } from 'node:util';
import { Gallery } from './gallery.js';
import { httpApi } from './http-api.js';
import { listening } from './listening.js';
import { SimulatedPrinter } from './simulated-printer.js';

const { values } = parseArgs({
  options: {
    printers: { type: 'string', default: '1' },
    port: { type: 'string', default: process.env['PORT'] ?? '9100' },
    'base-port': { type: 'string' },
    'http-port': { type: 'string', default: process.env['CONTROL_PORT'] ?? '9180' },
    host: { type: 'string', default: process.env['HOST'] ?? '127.0.0.1' },
    'line-ms': { type: 'string', default: '0' },
    out: { type: 'string' },
    png: { type: 'string', default: 'each' },
    help: { type: 'boolean', default: false },
  },
});

const HELP = `Receipt printers that decode ESC/POS into text and pictures.

  --printers N     how many printers (1)
  --port P         port of the first one, the others follow; 0 takes free ones (9100); --base-port is the same
  --http-port P    tickets over HTTP: /tickets, /tickets/<id>.txt|.svg|.png|.json, /printers, /health, / (9180)
  --host H         address to listen on (127.0.0.1)
  --out DIR        also write each ticket there
  --png each|asked when a ticket's PNG is drawn (each)
  --line-ms N      time that a line takes to print (0)

PORT, CONTROL_PORT (HTTP), HOST and OUTPUT_DIR in the environment are the same as the options.
`;

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const integer = (name: string, text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  process.stderr.write(`--${name} must be a whole number, not ${text}\n`);
  process.exit(78);
};

const folder = values.out ?? process.env['OUTPUT_DIR'];
const gallery = new Gallery({
  ...(folder === undefined ? {} : { folder }),
  png: values.png === 'asked' ? 'asked' : 'each',
});
await gallery.open();

const firstPort = integer('port', values['base-port'] ?? values.port);
const lineMs = integer('line-ms', values['line-ms']);
const printers = Array.from({ length: integer('printers', values.printers) }, (_, index) => {
  const name = `P${index + 1}`;
  return new SimulatedPrinter({
    name,
    lineMs,
    onTicket: (ticket) => gallery.add(name, ticket),
    onDrawer: () => gallery.drawerOpened(),
  });
});
const api = httpApi(gallery, printers);

try {
  for (const [index, printer] of printers.entries()) {
    const port = await printer.listen(firstPort === 0 ? 0 : firstPort + index, values.host);
    process.stdout.write(`printer ${printer.name} tcp://${values.host}:${port}\n`);
  }
  const httpPort = integer('http-port', values['http-port']);
  const port = await listening(api, () => api.listen(httpPort, values.host));
  process.stdout.write(`tickets http://${values.host}:${port}/\n`);
} catch (error) {
  process.stderr.write(`cannot listen: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

const stop = async (): Promise<void> => {
  api.close();
  api.closeAllConnections();
  await Promise.all(printers.map((printer) => printer.close()));
  await gallery.flush();
  process.exit(0);
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
