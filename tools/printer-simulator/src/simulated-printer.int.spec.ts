import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gallery } from './gallery.js';
import { httpApi } from './http-api.js';
import { listening } from './listening.js';
import { SimulatedPrinter } from './simulated-printer.js';

const TICKET = Buffer.from('\x1b@\x1bt\x10caf\xe9\n\x1dVB\x00\x1dr\x01', 'latin1');

let gallery: Gallery;
let printer: SimulatedPrinter;
let port: number;
let socket: Socket;

beforeEach(async () => {
  gallery = new Gallery();
  printer = new SimulatedPrinter({
    name: 'P1',
    onTicket: (ticket) => gallery.add('P1', ticket),
    onDrawer: () => gallery.drawerOpened(),
  });
  port = await printer.listen(0);
  socket = connect(port, '127.0.0.1');
});
afterEach(async () => {
  socket.destroy();
  await printer.close();
});

const answer = async (from: Socket = socket): Promise<Buffer> =>
  new Promise((resolve) => from.once('data', resolve));

test('a ticket is printed, kept as text, and the end request answered', async () => {
  socket.write(TICKET);
  expect(await answer()).toEqual(Buffer.from([0x00]));
  expect(gallery.list().map(({ id, text }) => [id, text])).toEqual([['P1-000001', 'café\n']]);
});

test('without paper the status says so at once and printing waits', async () => {
  printer.setCondition({ paper: 'out' });
  socket.write(TICKET);
  socket.write(Buffer.from([0x10, 0x04, 0x04]));
  expect(await answer()).toEqual(Buffer.from([0x7e]));
  expect(gallery.list()).toHaveLength(0);
  printer.setCondition({ paper: 'present' });
  expect(await answer()).toEqual(Buffer.from([0x00]));
  expect(gallery.list()).toHaveLength(1);
});

test('an open cover takes the printer offline', async () => {
  printer.setCondition({ cover: 'open' });
  socket.write(Buffer.from([0x10, 0x04, 0x01]));
  expect(await answer()).toEqual(Buffer.from([0x1a]));
  socket.write(Buffer.from([0x10, 0x04, 0x02]));
  expect(await answer()).toEqual(Buffer.from([0x16]));
});

test('a second connection waits until the first is closed', async () => {
  const second = connect(port, '127.0.0.1');
  second.write(Buffer.from([0x10, 0x04, 0x01]));
  const served = answer(second);
  socket.write(TICKET);
  await answer();
  expect(printer.traffic).toMatchObject({ connections: 2, open: 2 });
  socket.end();
  expect(await served).toEqual(Buffer.from([0x12]));
  second.destroy();
});

test('tickets are listed and drawn over HTTP', async () => {
  socket.write(TICKET);
  await answer();
  const api = httpApi(gallery, [printer]);
  const base = `http://127.0.0.1:${await listening(api, () => api.listen(0, '127.0.0.1'))}`;
  try {
    const list = (await (await fetch(`${base}/tickets?printer=P1`)).json()) as { id: string }[];
    expect(list.map(({ id }) => id)).toEqual(['P1-000001']);
    expect(await (await fetch(`${base}/tickets/P1-000001.txt`)).text()).toBe('café\n');
    expect(await (await fetch(`${base}/tickets/P1-000001.svg`)).text()).toMatch(/^<svg /u);
    const png = Buffer.from(await (await fetch(`${base}/tickets/P1-000001.png`)).arrayBuffer());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect((await fetch(`${base}/tickets/P1-000002.txt`)).status).toBe(404);
    expect((await fetch(`${base}/tickets`, { method: 'DELETE' })).status).toBe(405);
    expect(await (await fetch(`${base}/health`)).json()).toEqual({ status: 'ok', printers: 1, tickets: 1 });
    expect(await (await fetch(`${base}/`)).text()).toContain('/tickets/P1-000001.svg');
  } finally {
    api.closeAllConnections();
    api.close();
  }
});

test('bad weather is made over HTTP, and what is no switch is refused', async () => {
  const api = httpApi(gallery, [printer]);
  const base = `http://127.0.0.1:${await listening(api, () => api.listen(0, '127.0.0.1'))}`;
  const post = (path: string, body: string) => fetch(`${base}${path}`, { method: 'POST', body });
  try {
    const bad = { paper: 'out', lying: true, lineMs: 2, cutAfterBytes: 10 };
    const answer = await post('/printers/P1', JSON.stringify(bad));
    expect(await answer.json()).toMatchObject({ ...bad, name: 'P1', power: 'on', silent: false });
    expect(await (await fetch(`${base}/printers`)).json()).toMatchObject([bad]);
    expect(await (await post('/printers/P1', '{"power":"off"}')).json()).toMatchObject({ power: 'off' });
    expect(await (await post('/printers/P1', '{"power":"on"}')).json()).toMatchObject({ power: 'on' });
    expect((await post('/printers/P1', '{"smoke":true}')).status).toBe(422);
    expect((await post('/printers/P1', 'paper')).status).toBe(422);
    expect((await post('/printers/P9', '{}')).status).toBe(405);
  } finally {
    api.closeAllConnections();
    api.close();
  }
});

test('tickets are written to a folder, and a later run takes them back and goes on numbering', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  try {
    for (const expected of [['P1-000001'], ['P1-000001', 'P1-000002']]) {
      const own = new Gallery({ folder });
      await own.open();
      own.add('P1', { widthDots: 504, heightDots: 30, marks: [], unknown: [] });
      await own.flush();
      expect(own.list().map(({ id }) => id)).toEqual(expected);
    }
    expect((await readdir(folder)).sort()).toEqual(
      ['P1-000001', 'P1-000002'].flatMap((id) => [`${id}.png`, `${id}.svg`, `${id}.txt`]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
