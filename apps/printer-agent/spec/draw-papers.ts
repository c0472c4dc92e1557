import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PAPER_COLUMNS } from '@encaisse/contracts';
import { decode, pngOf, svgOf } from '@encaisse/printer-simulator';
import { escPosOf } from '../src/layouts/escpos.js';
import { PAPERS } from './papers.js';

/** Draws every paper, as wide as each printer, from the bytes that would leave for it: `npm run papers -- FOLDER`. */
const [folder = '.local/papers'] = process.argv.slice(2);

await mkdir(folder, { recursive: true });
for (const [name, document] of Object.entries(PAPERS))
  for (const columns of PAPER_COLUMNS)
    for (const paper of decode(escPosOf(document, columns)).tickets)
      await writeFile(join(folder, `${name}-${columns}.png`), pngOf(svgOf(paper)));
process.stdout.write(`Drawn into ${folder}.\n`);
