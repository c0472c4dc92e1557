import type { PrinterView, TillContext } from '@encaisse/contracts';
import type { EntityManager } from 'typeorm';
import { PrintJobs } from './print-job.row.js';
import { type PrinterRow, Printers } from './printer.row.js';

/** An agent speaks every ten seconds; three times unheard it is taken for silent. */
const SILENT_AFTER_MS = 30_000;

interface Place {
  readonly storeId: string;
  readonly tillId: string;
}

/** How a till's printer is, and how many of its jobs wait for the printer or for a person. */
export async function printingOf(
  manager: EntityManager,
  { storeId, tillId }: Place,
  now: Date,
): Promise<Pick<TillContext, 'printer' | 'printJobs'>> {
  const place = { storeId, tillId };
  const [printer, waiting, unresolved] = await Promise.all([
    manager.findOneBy(Printers, place),
    manager.countBy(PrintJobs, { ...place, isFinal: false }),
    manager.countBy(PrintJobs, { ...place, needsPerson: true }),
  ]);
  return { printer: printer && printerView(printer, now), printJobs: { waiting, unresolved } };
}

const printerView = (
  { state, since, paperLow, agentVersion, reportedAt }: PrinterRow,
  now: Date,
): PrinterView => ({
  state,
  since: since.toISOString(),
  paperLow: Boolean(paperLow),
  agentVersion,
  reportedAt: reportedAt.toISOString(),
  silent: now.getTime() - reportedAt.getTime() > SILENT_AFTER_MS,
});
