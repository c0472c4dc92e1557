import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outdated, write } from './generated-document.js';

const documents = [
  { path: 'docs/a.md', render: () => 'a\n' },
  { path: 'b.md', render: async () => 'b\n' },
];

describe('generated documents', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'encaisse-docs-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('are all outdated where none was ever written', async () => {
    expect(await outdated(root, documents)).toEqual(['docs/a.md', 'b.md']);
  });

  it('are current once written', async () => {
    await write(root, documents);
    expect(await readFile(join(root, 'docs/a.md'), 'utf8')).toBe('a\n');
    expect(await outdated(root, documents)).toEqual([]);
  });

  it('are outdated by a change of their text', async () => {
    await write(root, documents);
    await writeFile(join(root, 'b.md'), 'b, by hand\n');
    expect(await outdated(root, documents)).toEqual(['b.md']);
  });
});
