import { createServer, type Server } from 'node:http';
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
 * `GET /health`, and a page to look at on `/`.
 */
export function httpApi(gallery: Gallery, printers: readonly SimulatedPrinter[]): Server {
  return createServer((request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://printer');
    const { status, type, body } = isRead
      ? answerTo(pathname, searchParams.get('printer') ?? undefined, gallery, printers)
      : plain(405, 'only GET');
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
    response.end(body);
  });
}

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
      return json(printers.map(({ name, condition, traffic }) => ({ name, ...condition, ...traffic })));
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
