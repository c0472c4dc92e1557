import { randomUUID } from 'node:crypto';
import { type LendableRight, peopleCommands, tillCommands } from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';
import { Clock } from '../kernel/clock.js';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Grants } from './grants.js';

jest.setTimeout(120_000);

const BAG = '1990000000038';
const MINUTE_MS = 60_000;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let ticketId: string;

beforeAll(async () => {
  house = await RegisterHouse.open('grants');
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  for (const seller of ['V01', 'V02']) await store.givePassword(till, seller);
  await store.open(till, registerId);
  const cashier = await Cashier.connect(store, till, registerId);
  ({ ticketId } = await cashier.sell([BAG], [['ESP', 20]]));
});
afterAll(() => house?.close());

interface Lent {
  readonly grantId?: string;
  readonly seller?: { code: string; password: string };
  readonly borrower?: string;
  readonly right?: LendableRight;
  readonly subjectId?: string | null;
  readonly amountCents?: number | null;
  readonly registerId?: string;
}
const lend = (lent: Lent = {}) =>
  house.ask(peopleCommands.lendRight, {
    ...asked(till),
    registerId,
    grantId: randomUUID(),
    seller: RESPONSABLE,
    borrower: 'V01',
    right: 'REPRINT',
    subjectId: null,
    amountCents: null,
    ...lent,
  });
const lentId = async (lent: Lent = {}) => value(await lend(lent)).grantId;

const reprint = (grantId?: string, sellerCode = 'V01', request = asked(till), of = ticketId) =>
  house.ask(tillCommands.reprintTicket, {
    ...request,
    ticketId: of,
    seller: { code: sellerCode, password: PASSWORD },
    ...(grantId === undefined ? {} : { grantId }),
  });

describe('a right', () => {
  it('that she has not got is refused to a seller, until a responsable lends it to her (edge case 38)', async () => {
    expect(await reprint()).toMatchObject({
      refusal: { code: 'RIGHT_MISSING', facts: { right: 'REPRINT' } },
    });
    const { lentBy, expiresAt, grantId } = value(await lend());
    expect(lentBy).toBe(RESPONSABLE.code);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(MINUTE_MS);
    expect(value(await reprint(grantId))).toMatchObject({ authorisedBy: RESPONSABLE.code });
  });

  it('of her own uses up no grant', async () => {
    const grantId = await lentId({ borrower: RESPONSABLE.code, seller: await responsableOfHeadOffice() });
    expect(value(await reprint(grantId, RESPONSABLE.code))).toMatchObject({ authorisedBy: null });
    expect(await uses(grantId)).toBe(0);
  });

  it('serves once, and the act asked again with its key gets its answer', async () => {
    const grantId = await lentId();
    const request = asked(till);
    const first = value(await reprint(grantId, 'V01', request));
    expect(value(await reprint(grantId, 'V01', request))).toEqual(first);
    expect(code(await reprint(grantId))).toBe('GRANT_USED');
  });

  it('serves one of many who use it at the same instant', async () => {
    const grantId = await lentId();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => reprint(grantId)));
    expect(outcomes.map((outcome) => (outcome.ok ? 'PRINTED' : code(outcome))).sort()).toEqual([
      'GRANT_USED',
      'GRANT_USED',
      'GRANT_USED',
      'GRANT_USED',
      'PRINTED',
    ]);
  });

  it('is for sixty seconds', async () => {
    const grantId = await lentId();
    house.clock.move(MINUTE_MS);
    const late = await reprint(grantId);
    house.clock.move(-MINUTE_MS);
    expect(code(late)).toBe('GRANT_EXPIRED');
  });

  it('is not used up by a command that is refused', async () => {
    const grantId = await lentId();
    expect(code(await reprint(grantId, 'V01', asked(till), randomUUID()))).toBe('TICKET_UNKNOWN');
    expect(code(await reprint(grantId))).toMatch(/^accepted/u);
  });

  it.each<[string, Lent, string]>([
    ['another subject', { subjectId: randomUUID() }, 'subjectId'],
    ['another right', { right: 'REFUND' }, 'right'],
    ['another seller', { borrower: 'V02' }, 'borrower'],
    ['an act with an amount', { amountCents: 500 }, 'amountCents'],
  ])('that was lent for %s does not serve', async (_, lent, field) => {
    expect(await reprint(await lentId(lent))).toMatchObject({
      refusal: { code: 'GRANT_DIFFERS', facts: { field } },
    });
  });

  it('that was lent at another register does not serve', async () => {
    const other = await store.register(2);
    expect(await reprint(await lentId({ registerId: other.registerId }))).toMatchObject({
      refusal: { code: 'GRANT_DIFFERS', facts: { field: 'registerId' } },
    });
  });

  it('that nobody lent does not serve', async () => {
    expect(code(await reprint(randomUUID()))).toBe('GRANT_UNKNOWN');
  });

  it('that was lent up to an amount serves up to it', async () => {
    const grants = house.app.get(Grants);
    const at = house.app.get(Clock).now();
    const grantId = await lentId({ right: 'DISCOUNT', amountCents: 500, subjectId: ticketId });
    const use = (amountCents: number) =>
      house.app.get(RegisterCommands).bySellerOfStore(
        {
          contract: tillCommands.reprintTicket,
          request: { ...asked(till), seller: { code: 'V01', password: PASSWORD } },
        },
        (manager, who) =>
          grants.authorise(manager, {
            who,
            registerId,
            right: 'DISCOUNT',
            grantId,
            subjectId: ticketId,
            amountCents,
            at,
          }),
      );
    expect(await use(501)).toMatchObject({
      refusal: { code: 'GRANT_DIFFERS', facts: { field: 'amountCents' } },
    });
    expect(value(await use(500))).toEqual({ authorisedBy: RESPONSABLE.code });
  });
});

describe('lending', () => {
  it('takes the right itself', async () => {
    expect(await lend({ seller: { code: 'V02', password: PASSWORD }, borrower: 'V01' })).toMatchObject({
      refusal: { code: 'RIGHT_MISSING', facts: { right: 'REPRINT' } },
    });
  });

  it('takes another person', async () => {
    expect(code(await lend({ borrower: RESPONSABLE.code }))).toBe('SAME_PERSON_TWICE');
    expect(code(await lend({ borrower: 'NOBODY' }))).toBe('SELLER_UNKNOWN');
  });

  it('takes a register of the store, and an id of its own', async () => {
    expect(code(await lend({ registerId: randomUUID() }))).toBe('REGISTER_UNKNOWN');
    expect(code(await lend({ grantId: await lentId() }))).toBe('ID_REUSED');
  });
});

/** R01 has every right by import; her password is given once. */
async function responsableOfHeadOffice(): Promise<{ code: string; password: string }> {
  await store.givePassword(till, 'R01');
  return { code: 'R01', password: PASSWORD };
}

async function uses(grantId: string): Promise<number> {
  const rows: unknown[] = await house.admin.query('SELECT 1 FROM register_grant_uses WHERE grant_id = ?', [
    grantId,
  ]);
  return rows.length;
}
