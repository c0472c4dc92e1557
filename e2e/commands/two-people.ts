import type { AcceptedSessions } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { granted } from '../../tools/demo-day/src/api.js';
import type { HeadOfficeAtWork } from './head-office-at-work.js';

const HOUR_MS = 3_600_000;

/** What takes two people: both at head office, or one of them in the store. */
export function twoPeople(house: () => HeadOfficeAtWork): void {
  const refusal = (code: string) => ({ ok: false, problem: { code } });

  it('give the hold of a dead till to another one', async () => {
    const { lyon, lyonToo } = house().tills;
    const [one, other] = house().operators;
    const registerId = await lyon.open(1);
    await lyon.sell(registerId);
    const { till } = granted('read the opening screen', await lyonToo.till.context());
    const { correlationId } = await house().twoAtHeadOffice(registerId, {
      action: 'TRANSFER_HOLD',
      toTillId: till.tillId,
    });

    const late = await lyon.till.connect(registerId, lyon.responsable);
    expect(late).toMatchObject(refusal('HELD_BY_ANOTHER_TILL'));
    await lyonToo.sell(registerId);
    expect(await one.told(registerId, 'holdTransferred')).toMatchObject([
      { correlationId, event: { by: `siege:${one.name}`, approvedBy: `siege:${other.name}` } },
    ]);
    const seen = await one.sees(registerId, ({ dayTicketCount }) => dayTicketCount === 2);
    expect(seen).toMatchObject({ state: 'OPEN', tillCode: 'T2' });
  });

  it('release a hold that is lost, and match its register once its day is at head office', async () => {
    const { lyonToo } = house().tills;
    const [one] = house().operators;
    const { registerId } = await lyonToo.register(1);
    const released = await house().twoAtHeadOffice(registerId, { action: 'FORCE_RELEASE' });
    expect((await lyonToo.register(1)).state).toBe('OUT_OF_SERVICE');
    expect(await one.told(registerId, 'holdForceReleased')).toMatchObject([
      { correlationId: released.correlationId },
    ]);
    await one.sees(registerId, ({ state }) => state === 'OUT_OF_SERVICE');

    const countedCashCents = 10_000;
    const late = { action: 'LATE_EXPORT', exportId: uuidv7(), countedCashCents } as const;
    await house().oneInTheStore(registerId, late, lyonToo);
    await lyonToo.when(1, ({ exportWaiting }) => exportWaiting === null);
    const matched = await house().twoAtHeadOffice(registerId, { action: 'MATCH', lateNumbers: null });
    expect((await lyonToo.register(1)).state).toBe('AWAITING_IMPORT');
    expect(await one.told(registerId, 'lateExportMatched')).toMatchObject([
      { correlationId: matched.correlationId },
    ]);
    await one.sees(registerId, ({ state }) => state === 'AWAITING_IMPORT');
    await lyonToo.import(1);
  });

  it('write a register off that never comes back, and wait no more for the day in it', async () => {
    const { lyon } = house().tills;
    const [one] = house().operators;
    const registerId = await lyon.open(2);
    await lyon.close(2, 0);
    await one.sees(registerId, ({ pendingSessionCount }) => pendingSessionCount === 1);
    await house().oneInTheStore(registerId, { action: 'FORCE_RELEASE' }, lyon);
    const { correlationId } = await house().twoAtHeadOffice(registerId, { action: 'WRITE_OFF' });
    const again = await lyon.till.import(registerId, lyon.responsable);
    expect(again).toMatchObject({
      ok: false,
      problem: { code: 'REGISTER_OUT_OF_SERVICE', facts: { retired: true } },
    });
    expect(await one.told(registerId, 'registerWrittenOff')).toMatchObject([{ correlationId }]);
    const seen = await one.sees(registerId, ({ retired }) => retired);
    expect(seen).toMatchObject({ state: 'OUT_OF_SERVICE', pendingSessionCount: 0, oldestPendingAt: null });
  });

  it('have a day accepted apart that head office refuses for good', async () => {
    const { nantes } = house().tills;
    const [one] = house().operators;
    await nantes.import(1);
    await nantes.day(1);
    await nantes.weather({ kind: 'DISAGREE', byCents: 2 }, { storeCode: 'S02' });
    await nantes.export(1);
    const { registerId, exportRefusals } = await nantes.when(
      1,
      (register) => register.exportRefusals.length > 0,
    );
    const sessionId = exportRefusals[0]?.sessionId ?? '';
    await house().twoAtHeadOffice(registerId, { action: 'ACCEPT_APART', sessionId });
    const free = await nantes.when(1, ({ state }) => state === 'AWAITING_IMPORT');
    expect(free).toMatchObject({ exportRefusals: [], exportWaiting: null });
    const { acceptances } = await nantes.atHeadOffice<AcceptedSessions>('/acceptances');
    expect(acceptances).toHaveLength(1);
    expect(await one.told(registerId, 'sessionAcceptedApart')).toHaveLength(1);
    await one.sees(registerId, ({ pendingSessionCount }) => pendingSessionCount === 0);
  });

  it('say that the clock is right now, after it was ahead', async () => {
    const { nantes } = house().tills;
    const [one] = house().operators;
    await nantes.import(2);
    await house().storeClock.ahead(HOUR_MS);
    await nantes.day(2);
    await house().storeClock.ahead(0);
    const { registerId } = await nantes.register(2);
    const open = () => nantes.till.open(registerId, nantes.responsable, 10_000);
    expect(await open()).toMatchObject(refusal('CLOCK_BEHIND'));
    await house().oneInTheStore(registerId, { action: 'CORRECT_CLOCK' }, nantes);
    granted('open', await open());
    expect(await one.told(registerId, 'clockCorrected')).toMatchObject([
      { event: { by: `siege:${one.name}`, approvedBy: nantes.responsable.code } },
    ]);
    await one.sees(registerId, ({ state }) => state === 'OPEN');
  });
}
