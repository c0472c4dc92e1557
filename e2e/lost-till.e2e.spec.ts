import { type ApprovalAct, adminLoginReply, approvalView, type ReceivedSessions } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Api, granted } from '../tools/demo-day/src/api.js';
import { DemoMemory } from '../tools/demo-day/src/state.js';
import { addressOf } from '../tools/launch/services.mjs';
import { openTestStack, type TestStack } from '../tools/launch/test-stack.mjs';
import { StoreAtWork } from './support/store-at-work.js';

const REGISTER = 1;

describe('a till that is lost, through the whole system', () => {
  let stack: TestStack;
  let first: StoreAtWork;
  let second: StoreAtWork;
  let page: Api;
  let administrator: Api;

  beforeAll(async () => {
    stack = await openTestStack('lost-till');
    first = await StoreAtWork.open(stack, 'S01-T1');
    second = await StoreAtWork.open(stack, 'S01-T2');
    const { scene } = stack;
    const gateway = `${addressOf(scene, 'gateway')}/api/v1`;
    const memory = new DemoMemory(`${scene.directory}/demo-day`);
    page = new Api(`${gateway}/till`, memory.credentialOf('S01-T2') ?? '');
    const body = { user: 'admin', password: scene.secret('admin-password') };
    const call = { method: 'POST', path: '/head-office/login', body } as const;
    const { token } = granted('log in', await new Api(gateway, undefined).call(call, adminLoginReply));
    administrator = new Api(`${gateway}/head-office`, token);
  }, 180_000);
  afterAll(async () => {
    first?.till.close();
    second?.till.close();
    await stack?.close();
  }, 60_000);

  /** Asked at the second till by its responsable, approved at head office. */
  async function together(registerId: string, act: ApprovalAct): Promise<void> {
    const body = { approvalId: uuidv7(), seller: second.responsable, act, reason: 'poste en panne' };
    const path = `/registers/${registerId}/approvals`;
    const asked = granted('ask', await page.call({ method: 'POST', path, body }, approvalView));
    const approving = { method: 'POST', path: `/approvals/${asked.approvalId}/approve` } as const;
    expect(granted('approve', await administrator.call(approving, approvalView)).state).toBe('DONE');
  }

  it('leaves its day to another till, and its register comes back once head office has it all (edge case 32)', async () => {
    await first.import(REGISTER);
    const { registerId } = await first.register(REGISTER);
    granted('open', await first.till.open(registerId, first.responsable, 10_000));
    await first.sell(registerId);

    const { till } = granted('read the opening screen', await second.till.context());
    await together(registerId, { action: 'TRANSFER_HOLD', toTillId: till.tillId });
    const late = await first.till.connect(registerId, first.responsable);
    expect(late).toMatchObject({ ok: false, problem: { code: 'HELD_BY_ANOTHER_TILL' } });
    await second.sell(registerId);

    await together(registerId, { action: 'FORCE_RELEASE' });
    expect((await second.register(REGISTER)).state).toBe('OUT_OF_SERVICE');
    const early = { action: 'MATCH', lateNumbers: null } as const;
    await expect(together(registerId, early)).rejects.toThrow('LATE_EXPORT_MISSING');
    await together(registerId, { action: 'LATE_EXPORT', exportId: uuidv7(), countedCashCents: 10_000 });
    await second.when(REGISTER, ({ exportWaiting }) => exportWaiting === null);
    const { sessions } = await second.atHeadOffice<ReceivedSessions>(`/registers/S01/${REGISTER}/sessions`);
    expect(sessions.map(({ key, totals }) => [key.epoch, key.number, totals.ticketCount])).toEqual([
      [1, 1, 2],
    ]);

    await together(registerId, { action: 'MATCH', lateNumbers: null });
    await first.import(REGISTER);
    await first.day(REGISTER);
    const last = await first.register(REGISTER);
    expect(last).toMatchObject({ state: 'TO_EXPORT', epoch: 3 });
  }, 120_000);
});
