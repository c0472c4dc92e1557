import { execFileSync } from 'node:child_process';
import { type FileHandle, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, textOf } from '@encaisse/printer-simulator';
import { ticket } from '../../spec/documents/tickets.js';
import { escPosOf } from '../layouts/escpos.js';
import { connectPrinter } from './connect-printer.js';
import { DeviceLink } from './device-link.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'device-'));
  path = join(folder, 'lp0');
});
afterEach(async () => rm(folder, { recursive: true }));

test('a ticket written to a device that is only written to arrives whole', async () => {
  await writeFile(path, '');
  const printer = connectPrinter({ url: `file://${path}`, monitored: false, printMs: 1_000 });
  expect(await printer.check()).toMatchObject({ ready: true });
  let isSent = false;
  const end = await printer.print(escPosOf(ticket(), 48), async () => {
    isSent = true;
  });
  await printer.close();
  expect([end, isSent]).toEqual([{ end: 'SENT' }, true]);
  expect(
    decode(await readFile(path))
      .tickets.map(textOf)
      .join(),
  ).toContain('TICKET n° 1042');
});

test('a device that is not there is unreachable, and nothing is started', async () => {
  const printer = connectPrinter({ url: `file://${path}`, monitored: false, printMs: 1_000 });
  expect(await printer.check()).toMatchObject({ ready: false, reason: 'UNREACHABLE' });
  expect(await printer.print(Buffer.from('x'), async () => undefined)).toMatchObject({ end: 'NOT_STARTED' });
});

test('answers of a device are heard without blocking, and end with the line', async () => {
  execFileSync('mkfifo', [path]);
  const link = new DeviceLink(path, { listens: true });
  await link.open();
  const other: FileHandle = await open(path, 'w');
  const answer = link.answers.next((byte) => byte === 0x12, 2_000);
  await other.write(Buffer.from([0x12]));
  expect(await answer).toBe(0x12);
  const silence = link.answers.next(() => true, 10_000);
  await link.close();
  expect(await silence).toBeUndefined();
  await other.close();
});
