import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAPER_COLUMNS, type PrintDocument } from '@encaisse/contracts';
import { decode, pngOf, svgOf } from '@encaisse/printer-simulator';
import { escPosOf } from '../src/layouts/escpos.js';
import { cashMovement, discounted, exchange, recount, refund, testPage, ticket, x, z } from './documents.js';

/** One of each paper, to be looked at: `npm run papers -- FOLDER` draws them on both widths. */
const PAPERS: Readonly<Record<string, PrintDocument>> = {
  ticket: ticket(),
  duplicata: ticket({ duplicateNumber: 2 }),
  discounts: discounted(),
  refund: refund(),
  exchange: exchange(),
  x: x(),
  'x-blind': x({ cash: null }),
  z: z(),
  'z-duplicata': z({ duplicateNumber: 1 }),
  'slip-in': cashMovement({ movement: 'IN' }),
  'slip-out': cashMovement({ movement: 'OUT' }),
  'slip-safe': cashMovement({ movement: 'SAFE_DROP' }),
  recount: recount(),
  'test-page': testPage(),
};

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: npm run papers -- FOLDER\n');
  process.exit(64);
}
mkdirSync(folder, { recursive: true });
for (const [name, document] of Object.entries(PAPERS)) {
  for (const columns of PAPER_COLUMNS) {
    const { tickets } = decode(escPosOf(document, columns));
    tickets.forEach((paper, index) => {
      const part = tickets.length === 1 ? '' : `-${index + 1}`;
      writeFileSync(join(folder, `${name}-${columns}${part}.png`), pngOf(svgOf(paper)));
    });
  }
}
