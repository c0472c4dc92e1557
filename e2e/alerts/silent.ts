import { printingCommands, tillQueries } from '@encaisse/contracts';
import { granted } from '../../tools/demo-day/src/api.js';
import { PrinterAtHand } from '../../tools/demo-day/src/printer-at-hand.js';
import { addressOf } from '../../tools/launch/services.mjs';
import type { StoreAtWork } from '../support/store-at-work.js';
import { until } from '../support/until.js';
import type { HeadOfficeWatching } from './head-office-watching.js';

const MINUTE_MS = 60_000;

/** Rules of tills, of their printers, and of whole stores that are silent. */
export function silent(house: () => HeadOfficeWatching): void {
  const sayAlive = async ({ page }: StoreAtWork) => {
    const body = { pendingCount: 0, connectionTokens: [] };
    const call = { method: 'POST', path: '/heartbeat', body } as const;
    granted('say alive', await page.call(call, tillQueries.heartbeat.reply));
  };

  it('TILL_SILENT: the page of a till whose register is open, until it is heard again', async () => {
    const { alerts, tills, clocks } = house();
    const { lyon } = tills;
    const registerId = await lyon.open(1);
    await sayAlive(lyon);
    lyon.till.close();
    await house().warnOf(lyon, { tillSilentMinutes: 1 });
    await clocks.store.forward(2 * MINUTE_MS);
    const alert = await alerts.raised('TILL_SILENT', lyon.storeId, { minutes: 1 });
    expect(alert.registerId).toBe(registerId);
    await alerts.acknowledge(alert);
    await sayAlive(lyon);
    await alerts.closed(alert);
  });

  it('PRINTER_OUT_OF_PAPER: until there is paper again', async () => {
    const { alerts, tills, clocks, stack } = house();
    const { lyon } = tills;
    const printer = new PrinterAtHand(addressOf(stack.scene, 'paper-S01-T1'));
    await house().warnOf(lyon, { paperMinutes: 5 });
    await printer.turn({ paper: 'out' });
    const call = { method: 'POST', path: '/test-page', body: { seller: lyon.responsable } } as const;
    granted('print a test page', await lyon.page.call(call, printingCommands.printTestPage.reply));
    await until('the till knows', async () => {
      const { printer: seen } = granted('look', await lyon.till.context());
      return seen?.state === 'PAPER_OUT' || undefined;
    });
    await clocks.store.forward(10 * MINUTE_MS);
    const alert = await alerts.raised('PRINTER_OUT_OF_PAPER', lyon.storeId, { state: 'PAPER_OUT' });
    await alerts.acknowledge(alert);
    await printer.turn({ paper: 'present' });
    await alerts.closed(alert);
  });

  it('PRINTER_SILENT: the agent of a till that sells, until it is back', async () => {
    const { alerts, tills, clocks, stack } = house();
    const { nantes } = tills;
    const { registerId } = await nantes.register(1);
    granted('open', await nantes.till.open(registerId, nantes.responsable, 10_000));
    await stack.supervisor.takeAway('agent-S02-T1');
    await house().warnOf(nantes, { printerSilentMinutes: 1 });
    await clocks.store.forward(2 * MINUTE_MS);
    const alert = await alerts.raised('PRINTER_SILENT', nantes.storeId, { minutes: 1 });
    expect(alert.registerId).toBe(registerId);
    await alerts.acknowledge(alert);
    await stack.supervisor.bringBack('agent-S02-T1');
    await alerts.closed(alert);
  });

  it('OUTBOX_OLD: a store that says nothing, until it does', async () => {
    const { alerts, tills, clocks, stack } = house();
    const { lille } = tills;
    await house().warnOf(lille, { storeSilentMinutes: 1 });
    await stack.supervisor.takeAway('register-service');
    await clocks.headOffice.forward(2 * MINUTE_MS);
    const alert = await alerts.raised('OUTBOX_OLD', lille.storeId, { kind: 'SILENT', minutes: 1 });
    await alerts.acknowledge(alert);
    await stack.supervisor.bringBack('register-service');
    await alerts.closed(alert);
  });
}
