import type { DrawerPulseDocument, PaperColumns, PrintDocument } from '@encaisse/contracts';
import { transform } from 'receiptline';
import { cashMovementRows } from './cash-movement.layout.js';
import { banner } from './document-parts.js';
import { blank, cut, type Row, receiptlineDocument } from './receipt.js';
import { recountRows } from './recount.layout.js';
import { testPageRows } from './test-page.layout.js';
import { ticketRows } from './ticket.layout.js';
import { xRows } from './x.layout.js';
import { zRows } from './z.layout.js';

/** What leaves ink on paper. */
type PaperDocument = Exclude<PrintDocument, DrawerPulseDocument>;

/** The receiptline document of a print document: what is printed, and what a screen can draw from the same source. */
export const layOut = (document: PaperDocument, columns: PaperColumns): string =>
  receiptlineDocument(rowsOf(document, columns), columns);

/**
 * ESC/POS bytes of a document: initialised first (ESC @), Windows-1252 (ESC t 16), one cut, and last a status request that the
 * printer answers once it has printed what came before (GS r 1).
 * `afterInterruption` first cuts off what an interrupted ticket may have left on the paper; a drawer's pulse leaves that to the
 * next document.
 */
export function escPosOf(
  document: PrintDocument,
  columns: PaperColumns,
  { afterInterruption = false }: { afterInterruption?: boolean } = {},
): Buffer {
  if (document.kind === 'drawerPulse') return DRAWER_PULSE_BYTES;
  const interruption = afterInterruption ? [banner('TICKET INTERROMPU', columns), blank, cut] : [];
  return encoded([...interruption, ...rowsOf(document, columns)], columns);
}

/** ESC @, ESC p 0: a pulse of 50 ms on the first connector, 500 ms apart from the next, and GS r 1. */
const DRAWER_PULSE_BYTES = Buffer.from([0x1b, 0x40, 0x1b, 0x70, 0x00, 0x19, 0xfa, 0x1d, 0x72, 0x01]);

function rowsOf(document: PaperDocument, columns: PaperColumns): readonly Row[] {
  switch (document.kind) {
    case 'ticket':
      return ticketRows(document, columns);
    case 'z':
      return zRows(document, columns);
    case 'testPage':
      return testPageRows(document, columns);
    case 'x':
      return xRows(document, columns);
    case 'cashMovement':
      return cashMovementRows(document, columns);
    case 'recount':
      return recountRows(document, columns);
  }
}

/** `generic` is the subset of ESC/POS that Epson's printers and their clones have in common. */
function encoded(rows: readonly Row[], columns: number): Buffer {
  const commands = transform(receiptlineDocument(rows, columns), {
    cpl: columns,
    encoding: 'cp1252',
    command: 'generic',
    spacing: true,
    cutting: true,
  });
  return Buffer.from(commands, 'latin1');
}
