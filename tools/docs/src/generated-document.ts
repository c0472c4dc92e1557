import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A document that is made from code. `path` is relative to the repository's root; `render` gives its whole text. */
export type GeneratedDocument = Readonly<{ path: string; render: () => string | Promise<string> }>;

async function readOrNothing(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** The paths of the documents whose committed text is not what the code says. */
export async function outdated(
  root: string,
  documents: readonly GeneratedDocument[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path, render } of documents) {
    if ((await readOrNothing(join(root, path))) !== (await render())) found.push(path);
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
