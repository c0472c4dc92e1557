import type { HeadOfficeWatching } from './head-office-watching.js';

const HOUR_MS = 3_600_000;

/** Rules of what takes too long. */
export function byTheHour(house: () => HeadOfficeWatching): void {
  it('OPEN_TOO_LONG: a session that runs on, until it is closed', async () => {
    const { alerts, tills, clocks } = house();
    const { lyon } = tills;
    await house().warnOf(lyon, { openHours: 1 });
    await clocks.headOffice.forward(2 * HOUR_MS);
    const alert = await alerts.raised('OPEN_TOO_LONG', lyon.storeId, { openHours: 1 });
    await alerts.acknowledge(alert);
    const { registerId } = await lyon.register(1);
    await lyon.close(1, await lyon.sell(registerId));
    await alerts.closed(alert);
    await lyon.export(1);
  });

  it('EXPORT_LATE: closed days that wait for head office, until it has them all', async () => {
    const { alerts, tills, clocks, operators } = house();
    const { nantes } = tills;
    await house().warnOf(nantes, { exportHours: 3 });
    await nantes.close(1, 0);
    const { registerId } = await nantes.register(1);
    await operators[0].sees(registerId, ({ pendingSessionCount }) => pendingSessionCount === 2);
    await clocks.headOffice.forward(2 * HOUR_MS);
    const alert = await alerts.raised('EXPORT_LATE', nantes.storeId, { sessions: 2 });
    await nantes.day(1);
    await alerts.updated(alert, { sessions: 3 });
    await alerts.acknowledge(alert);
    await nantes.export(1);
    await alerts.closed(alert);
  });
}
