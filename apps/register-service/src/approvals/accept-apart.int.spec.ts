import { randomUUID } from 'node:crypto';
import { acceptanceReports, approvalQueries, syncReports } from '@encaisse/contracts';
import { soon } from '../../test/fake-sync.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { SECOND, TwoPeople } from '../../test/two-people.js';

jest.setTimeout(120_000);

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let people: TwoPeople;
let sessionId: string;
let exportId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('accept_apart');
});
afterAll(() => house?.close());
/** A register whose one closed day head office has refused. */
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  people = new TwoPeople(store, till, registerId);
  await store.import(till, registerId);
  await people.choosePasswords();
  ({ sessionId } = await store.day(till, registerId));
  exportId = await store.startExport(till, registerId);
  const refusal = {
    code: 'EXPORT_REFUSED',
    facts: {},
    differences: [{ field: 'totals.ttcCents', ours: '0', headOffice: '1' }],
  };
  value(await house.sync.report(syncReports.exportRefused, { exportId, registerId, sessionId, ...refusal }));
});

const accept = () => ({ action: 'ACCEPT_APART', sessionId }) as const;
const approval = async (approvalId: string) =>
  value(await house.ask(approvalQueries.getApproval, { tillCredential: till.credential, approvalId }));

describe('a refused day', () => {
  it('is accepted apart by head office at the demand of two people, and its register is free (edge case 30)', async () => {
    const { approvalId, acceptance } = await people.together(accept());
    expect(acceptance).toEqual({ state: 'RUNNING', refusal: null });
    expect((await store.view(registerId)).state).toBe('TO_EXPORT');
    value(await house.sync.acceptApart(approvalId));
    expect(house.sync.acceptances.find(({ jobId }) => jobId === approvalId)).toMatchObject({
      exportId,
      sessionId,
      requestedBy: RESPONSABLE.code,
      approvedBy: SECOND.code,
      reason: 'Écran cassé',
    });
    expect(await store.view(registerId)).toMatchObject({ state: 'AWAITING_IMPORT', exportRefusals: [] });
    expect((await approval(approvalId)).acceptance).toEqual({ state: 'ACCEPTED', refusal: null });
    value(await house.sync.acceptApart(approvalId));
    const marks = await house.admin.query('SELECT kind FROM register_session_marks WHERE session_id = ?', [
      sessionId,
    ]);
    expect(marks).toEqual([{ kind: 'ACCEPTED_APART' }]);
  });

  it('stays as it was when head office will not have it, and the two people are told', async () => {
    const { approvalId } = await people.together(accept());
    const about = { jobId: approvalId, registerId, exportId, sessionId };
    const refused = { ...about, code: 'HEAD_OFFICE_REFUSED', facts: { problem: 'UNKNOWN' } };
    value(await house.bus.request(acceptanceReports.acceptanceRefused, refused));
    value(await house.bus.request(acceptanceReports.acceptanceRefused, refused));
    expect(await approval(approvalId)).toMatchObject({
      acceptance: { state: 'REFUSED', refusal: { code: 'HEAD_OFFICE_REFUSED' } },
    });
    expect(await store.view(registerId)).toMatchObject({
      state: 'TO_EXPORT',
      exportRefusals: [{ sessionId }],
    });
  });

  it('is asked for again when the question got lost', async () => {
    house.sync.deaf = true;
    const { approvalId } = await people.together(accept());
    await soon('question', () => house.sync.unheard.find((jobId) => jobId === approvalId));
    house.sync.deaf = false;
    const before = house.sync.asked.length;
    house.clock.move(5_000);
    await house.reconcile();
    house.clock.move(-5_000);
    expect(house.sync.asked.slice(before).map(({ target }) => target.jobId)).toContain(approvalId);
    value(await house.sync.acceptApart(approvalId));
  });

  it('that was acknowledged meanwhile is settled once', async () => {
    const { approvalId } = await people.together(accept());
    const nothing = { ticketCount: 0, ttcCents: 0 };
    value(await house.sync.acknowledge({ exportId, registerId }, sessionId, nothing));
    expect((await store.view(registerId)).state).toBe('AWAITING_IMPORT');
    value(await house.sync.acceptApart(approvalId));
    const marks = await house.admin.query('SELECT kind FROM register_session_marks WHERE session_id = ?', [
      sessionId,
    ]);
    expect(marks).toEqual([{ kind: 'ACKNOWLEDGED' }]);
  });

  it('must be one, of this register', async () => {
    expect(code(await people.ask({ action: 'ACCEPT_APART', sessionId: randomUUID() }))).toBe(
      'SESSION_UNKNOWN',
    );
    const other = await store.register(2);
    expect(code(await people.ask(accept(), { registerId: other.registerId }))).toBe('SESSION_UNKNOWN');
    const nothing = { ticketCount: 0, ttcCents: 0 };
    value(await house.sync.acknowledge({ exportId, registerId }, sessionId, nothing));
    expect(code(await people.ask(accept()))).toBe('NO_REFUSED_EXPORT');
  });

  it('has no acceptance that nobody approved', async () => {
    const about = { jobId: randomUUID(), registerId, exportId, sessionId };
    const refused = await house.bus.request(acceptanceReports.acceptanceRefused, {
      ...about,
      code: 'HEAD_OFFICE_REFUSED',
      facts: {},
    });
    expect(code(refused)).toBe('APPROVAL_UNKNOWN');
  });
});
