import { fileURLToPath } from 'node:url';
import { DOCUMENTS } from './documents.js';
import { outdated, write } from './generated-document.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Without argument, writes every document; with `--check`, fails when a committed one is not what the code says. */
async function main(args: readonly string[]): Promise<void> {
  if (!args.includes('--check')) {
    await write(root, DOCUMENTS);
    console.log(`Written: ${DOCUMENTS.map(({ path }) => path).join(', ')}`);
    return;
  }
  const drifted = await outdated(root, DOCUMENTS);
  if (drifted.length === 0) {
    console.log('The generated documents are current.');
    return;
  }
  console.error(`Not what the code says: ${drifted.join(', ')}. Run \`npm run docs\` and commit the result.`);
  process.exitCode = 1;
}

await main(process.argv.slice(2));
