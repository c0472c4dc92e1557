import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isAlive, readStartTicks } from './identity.mjs';
import { Ledger } from './ledger.mjs';
import { releaseLock, takeLock } from './lock.mjs';

/** Nobody has this number: Linux gives none above its limit. */
const NOBODY = { pid: 2 ** 22 + 1, startedAt: 'never' };

describe('what a killed launcher left running', () => {
  let directory: string;
  let child: ChildProcess;
  let ledger: Ledger;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'encaisse-ledger-'));
    ledger = new Ledger(directory);
    child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  const pid = () => child.pid ?? 0;
  const changeRecord = (change: object) => {
    const [file = ''] = readdirSync(directory);
    const path = join(directory, file);
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }));
  };

  it('is ended by the next one, and forgotten', async () => {
    ledger.record('mariadb', pid());
    changeRecord({ owner: NOBODY });
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    expect(await ledger.sweep()).toEqual(['mariadb']);
    expect(await ended).toBe('SIGTERM');
    expect(ledger.records()).toEqual([]);
  });

  it('is left alone while its launcher lives', async () => {
    ledger.record('mariadb', pid());
    expect(await ledger.sweep()).toEqual([]);
    expect(child.exitCode).toBeNull();
    expect(ledger.records()).toHaveLength(1);
  });

  it('is left alone when its number belongs to another program by now', async () => {
    ledger.record('mariadb', pid());
    changeRecord({ owner: NOBODY, process: { pid: pid(), startedAt: 'an earlier boot/1' } });
    expect(await ledger.sweep()).toEqual([]);
    expect(identify(pid())).toBeDefined();
    expect(ledger.records()).toEqual([]);
  });

  it('is cleared when the record cannot be read', async () => {
    writeFileSync(join(directory, '1.json'), '{"name": "mari');
    expect(await ledger.sweep()).toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('the identity of a process', () => {
  it('is read past a program name that looks like the fields after it', () => {
    const stat = '42 (a) S 1 (b)) S 1 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 98765 1 1';
    expect(readStartTicks(stat)).toBe('98765');
  });

  it('is none for a zombie', () => {
    expect(
      readStartTicks('42 (node) Z 1 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 98765 1 1'),
    ).toBeUndefined();
  });

  it('is its own and stays the same', () => {
    const mine = identify(process.pid);
    expect(mine && isAlive(mine)).toBe(true);
    expect(isAlive(NOBODY)).toBe(false);
  });
});

describe('the lock of a profile', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'encaisse-lock-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is held by one launcher at a time, which is named to the other', () => {
    const lock = join(directory, 'demo.lock');
    expect(takeLock(lock)).toBeUndefined();
    expect(takeLock(lock)).toMatchObject({ pid: process.pid });
    releaseLock(lock);
    expect(takeLock(lock)).toBeUndefined();
  });

  it('passes to the next one when its holder was killed', () => {
    const lock = join(directory, 'demo.lock');
    writeFileSync(lock, JSON.stringify(NOBODY));
    expect(takeLock(lock)).toBeUndefined();
    expect(readdirSync(directory)).toEqual(['demo.lock']);
  });
});
