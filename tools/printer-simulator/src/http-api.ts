import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Gallery } from './gallery.js';
import { galleryPage } from './gallery-page.js';
import type { SimulatedPrinter } from './simulated-printer.js';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

const TICKET = /^\/tickets\/(?<id>[\w-]+)\.(?<format>txt|svg|png|json)$/u;

/**
 * What the printers printed, over HTTP: `GET /tickets[?printer=P1]`, `GET /tickets/<id>.txt|.svg|.png|.json`, `GET /printers`,
 * `GET /health`, and a page to look at on `/`. `POST /printers/<name>` with any of `power`, `paper`, `cover`, `lineMs`, `silent`, `lying`,
 * `paperOutAfterLines` and `cutAfterBytes` makes bad weather.
 */
export function httpApi(gallery: Gallery, printers: readonly SimulatedPrinter[]): Server {
  return createServer((request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://printer');
    const reply = ({ status, type, body }: Answer): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(body);
    };
    const name = request.method === 'POST' ? PRINTER.exec(pathname)?.groups?.['name'] : undefined;
    const printer = printers.find((candidate) => candidate.name === name);
    if (printer !== undefined) {
      text(request)
        .then((sent) => switched(printer, sent))
        .then(reply, () => reply(plain(422, 'not a JSON object of switches')));
    } else if (isRead) reply(answerTo(pathname, searchParams.get('printer') ?? undefined, gallery, printers));
    else reply(plain(405, 'only GET, and POST of switches to /printers/<name>'));
  });
}

const PRINTER = /^\/printers\/(?<name>[\w-]+)$/u;

/** Any of a printer's switches: what is not sent stays as it is. */
const switches = z.strictObject({
  power: z.enum(['on', 'off']).optional(),
  paper: z.enum(['present', 'low', 'out']).optional(),
  cover: z.enum(['closed', 'open']).optional(),
  lineMs: z.int().min(0).optional(),
  silent: z.boolean().optional(),
  lying: z.boolean().optional(),
  paperOutAfterLines: z.int().min(1).nullable().optional(),
  cutAfterBytes: z.int().min(1).nullable().optional(),
});

async function switched(printer: SimulatedPrinter, sent: string): Promise<Answer> {
  const { power, paper, cover, ...weather } = switches.parse(JSON.parse(sent));
  printer.setWeather(given(weather));
  printer.setCondition(given({ paper, cover }));
  if (power !== undefined) await printer.switchPower(power);
  return json(stateOf(printer));
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const given = <T extends object>(sent: T): Given<T> =>
  Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)) as Given<T>;

const stateOf = ({ name, power, condition, weather, traffic }: SimulatedPrinter) => ({
  name,
  power,
  ...condition,
  ...weather,
  ...traffic,
});

function answerTo(
  pathname: string,
  printer: string | undefined,
  gallery: Gallery,
  printers: readonly SimulatedPrinter[],
): Answer {
  switch (pathname) {
    case '/':
      return found('text/html; charset=utf-8', galleryPage(gallery.list()));
    case '/health':
      return json({ status: 'ok', printers: printers.length, tickets: gallery.list().length });
    case '/printers':
      return json(printers.map(stateOf));
    case '/tickets':
      return json(gallery.list(printer));
    default:
      return ticketAnswer(pathname, gallery);
  }
}

function ticketAnswer(pathname: string, gallery: Gallery): Answer {
  const { id = '', format } = TICKET.exec(pathname)?.groups ?? {};
  const ticket = gallery.get(id);
  if (ticket === undefined) return plain(404, 'no such ticket');
  switch (format) {
    case 'txt':
      return found('text/plain; charset=utf-8', ticket.printed.text);
    case 'svg':
      return found('image/svg+xml; charset=utf-8', ticket.svg);
    case 'png':
      return found('image/png', gallery.png(ticket));
    default:
      return json(ticket.printed);
  }
}

const found = (type: string, body: string | Buffer): Answer => ({ status: 200, type, body });
const plain = (status: number, text: string): Answer => ({ status, type: 'text/plain', body: `${text}\n` });
const json = (value: unknown): Answer => found('application/json; charset=utf-8', JSON.stringify(value));
