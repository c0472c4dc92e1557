import { randomUUID } from 'node:crypto';
import { sumRecords } from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { BAG, FLOAT_CENTS, type Late, LateShop } from '../../test/late-shop.js';
import { readBack } from '../../test/outbox.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';

jest.setTimeout(120_000);

let house: RegisterHouse;
let shop: LateShop;

beforeAll(async () => {
  house = await RegisterHouse.open('dismissed_late_tickets');
});
afterAll(() => house?.close());

beforeEach(async () => {
  shop = await LateShop.closed(house);
});

const kept = async (more: Partial<Late>) => value(await shop.keep(shop.offline(more)));

describe('a late ticket that is dismissed', () => {
  it('waits no more, stays kept, and the register’s events say why (edge case 34)', async () => {
    const { ticketId, sha256 } = await kept({});
    const { running, who } = await shop.reopen();
    const dismissed = value(await shop.dismiss(ticketId, who, 'vente retapée'));
    expect((await shop.waiting()).waiting).toBe(0);
    expect((await shop.list('DISMISSED')).items).toEqual([dismissed]);
    expect(value(await shop.dismiss(ticketId, who, 'autre motif'))).toEqual(dismissed);
    expect(await shop.admit(ticketId, who)).toMatchObject({
      refusal: { code: 'LATE_TICKET_DISMISSED', facts: { by: 'R01', reason: 'vente retapée' } },
    });
    const { rows, stored, replayed } = await readBack(house, shop.registerId);
    expect(replayed).toEqual(stored);
    expect(rows.at(-1)?.event).toMatchObject({
      type: 'lateTicketDismissed',
      by: 'R01',
      sessionId: running,
      ticketId,
      sha256,
      reason: 'vente retapée',
      late: { sessionId: shop.sessionId, soldAt: shop.soldAt, soldBy: 'V01', doubts: [] },
    });
  });

  it('is told by the Z and to head office, whose sums agree (edge case 34)', async () => {
    const first = await kept({});
    const second = await kept({ sellerCode: 'V02' });
    const { running, who } = await shop.reopen();
    value(await shop.dismiss(first.ticketId, who, 'vente retapée'));
    house.clock.move(1_000);
    value(await shop.dismiss(second.ticketId, who, 'essai de la formation'));
    await who.sell([BAG], [['CB', 20]]);
    await shop.store.close(shop.till, shop.registerId, FLOAT_CENTS);
    expect(await shop.z(running)).toMatchObject({ ticketCount: 1, dismissedLateCount: 2, ttcCents: 20 });
    const records = await shop.exported(running);
    expect(records.filter(({ type }) => type === 'dismissedLateTicket')).toMatchObject([
      { ticketId: first.ticketId, reason: 'vente retapée', soldIn: shop.sessionId, doubts: [] },
      { ticketId: second.ticketId, dismissedBy: 'R01', soldBy: 'V02', doubts: ['SELLER'], ttcCents: 415 },
    ]);
    const last = records.at(-1);
    expect(last?.type === 'z' && last.totals).toEqual(sumRecords(records));
  });

  it('takes who may close, a ticket that was kept, and one that was not admitted', async () => {
    const { ticketId } = await kept({});
    const { who } = await shop.reopen();
    const dominique = await Cashier.connect(shop.store, shop.till, shop.registerId, 'V01');
    expect(code(await shop.dismiss(ticketId, dominique, 'non'))).toBe('RIGHT_MISSING');
    expect(code(await shop.dismiss(randomUUID(), who, 'non'))).toBe('LATE_TICKET_UNKNOWN');
    value(await shop.admit(ticketId, who));
    expect(code(await shop.dismiss(ticketId, who, 'non'))).toBe('LATE_TICKET_ADMITTED');
  });

  it('is admitted or dismissed, not both, when two do so at once on two registers', async () => {
    const { ticketId } = await kept({});
    const { who } = await shop.reopen();
    const { who: there } = await shop.elsewhere();
    const [admission, dismissal] = await Promise.all([
      shop.admit(ticketId, who),
      shop.dismiss(ticketId, there, 'vente retapée'),
    ]);
    expect([admission.ok, dismissal.ok].filter(Boolean)).toHaveLength(1);
    const [one] = [...(await shop.list('ADMITTED')).items, ...(await shop.list('DISMISSED')).items];
    expect(one?.standing).toBe(admission.ok ? 'ADMITTED' : 'DISMISSED');
    expect((await shop.waiting()).waiting).toBe(0);
  });
});
