import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ports } from './ports.mjs';

describe('the choice of a port', () => {
  let directory: string;
  let taken: Set<number>;
  const open = () => new Ports(join(directory, 'ports.json'), async (port) => !taken.has(port));

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'encaisse-ports-'));
    taken = new Set();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is the usual port when nobody has it', async () => {
    expect(await open().choose('gateway', 8080)).toEqual({ port: 8080, taken: undefined });
  });

  it('is the next free one when somebody has it, and says which was wished', async () => {
    taken = new Set([8080, 8081]);
    expect(await open().choose('gateway', 8080)).toEqual({ port: 8082, taken: 8080 });
  });

  it('stays the same in the next run, as long as it is free', async () => {
    taken = new Set([8080]);
    await open().choose('gateway', 8080);
    taken = new Set();
    expect(await open().choose('gateway', 8080)).toEqual({ port: 8081, taken: undefined });
  });

  it('never gives one port to two programs', async () => {
    const ports = open();
    await ports.choose('gateway', 8080);
    expect((await ports.choose('register-service', 8080)).port).toBe(8081);
  });

  it('says what to do when the port that a person asked for is taken', async () => {
    taken = new Set([9000]);
    await expect(open().require('gateway', '9000', 'PORT')).rejects.toMatchObject({
      reason: 'port 9000, wanted for gateway, is taken by another program',
      remedy: expect.stringContaining('give PORT another port'),
    });
  });

  it.each(['0', '65536', 'eighty', '80.5'])('refuses %s as a port', async (wanted) => {
    await expect(open().require('gateway', wanted, 'PORT')).rejects.toThrow(`PORT=${wanted} is not a port`);
  });

  it('gives up with a remedy when a hundred ports are taken', async () => {
    taken = new Set(Array.from({ length: 200 }, (_, index) => 8080 + index));
    await expect(open().choose('gateway', 8080)).rejects.toThrow('no free port for gateway');
  });
});
