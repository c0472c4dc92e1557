import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A document that is made from code. `path` is relative to the repository's root; `render` gives its whole text. */
export type GeneratedDocument = Readonly<{ path: string; render: () => string | Promise<string> }>;

const textOf = async (file: string): Promise<string> => (existsSync(file) ? readFile(file, 'utf8') : '');

/** The paths of the documents whose committed text is not what the code says. */
export async function outdated(
  root: string,
  documents: readonly GeneratedDocument[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path, render } of documents) {
    if ((await textOf(join(root, path))) !== (await render())) found.push(path);
  }
  return found;
}

export async function write(root: string, documents: readonly GeneratedDocument[]): Promise<void> {
  for (const { path, render } of documents) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await render());
  }
}
