import { randomUUID } from 'node:crypto';
import {
  cashCommands,
  type PrintDocument,
  type PrintDocumentKind,
  type PrintJobView,
  peopleCommands,
  printDocument,
  printingCommands,
  tillCommands,
} from '@encaisse/contracts';
import { Cashier } from '../../test/cashier.js';
import { PrintAgent } from '../../test/print-agent.js';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

jest.setTimeout(120_000);

const FLOAT_CENTS = 10_000;

let house: RegisterHouse;
let store: StoreBuilder;
let till: TillAtHand;
let registerId: string;
let responsable: Cashier;

beforeAll(async () => {
  house = await RegisterHouse.open('reprinting');
});
afterAll(() => house?.close());
beforeEach(async () => {
  ({ store, till } = await StoreBuilder.create(house));
  ({ registerId } = await store.register(1));
  await store.import(till, registerId);
  for (const seller of ['R01', 'V01']) await store.givePassword(till, seller);
  await store.open(till, registerId, FLOAT_CENTS);
  responsable = await Cashier.connect(store, till, registerId, 'R01');
});

const reprint = (printJobId: string, more: { sellerCode?: string; grantId?: string } = {}) => {
  const { sellerCode, ...grant } = more;
  const seller = sellerCode === undefined ? RESPONSABLE : { code: sellerCode, password: PASSWORD };
  return house.ask(printingCommands.reprintJob, { ...asked(till), printJobId, seller, ...grant });
};
const slip = () => {
  const movement = { kind: 'SAFE_DROP', amountCents: 4_000, reason: 'SAFE', note: null } as const;
  return responsable.ask(cashCommands.moveCash, { movementId: randomUUID(), ...movement });
};
const documentsOf = async (kind: PrintDocumentKind): Promise<readonly PrintDocument[]> =>
  (await new PrintAgent(house, till).pull())
    .map(({ document }) => printDocument.parse(document))
    .filter((document) => document.kind === kind);

/** Asks for two copies and compares the three papers. */
async function expectTwoCopies(kind: PrintDocumentKind, printJobId: string): Promise<void> {
  const first = value(await reprint(printJobId));
  expect(first).toMatchObject({ kind, state: 'QUEUED', duplicateNumber: 1 });
  // Whichever of its jobs is named, it is the same record.
  const second: PrintJobView = value(await reprint(first.printJobId));
  expect(second).toMatchObject({ kind, recordId: first.recordId, duplicateNumber: 2 });
  const papers = await documentsOf(kind);
  expect(papers.map(({ duplicateNumber }) => duplicateNumber)).toEqual([0, 1, 2]);
  for (const paper of papers) expect({ ...paper, duplicateNumber: 0 }).toEqual(papers[0]);
}

describe('DUPLICATA n, otherwise to the letter, is printed', () => {
  it('of the slip of a cash movement', async () => {
    const { printJobId } = value(await slip());
    await expectTwoCopies('cashMovement', printJobId);
  });

  it('of an X reading', async () => {
    const reading = await responsable.ask(cashCommands.readX, { readingId: randomUUID(), print: true });
    await expectTwoCopies('x', value(reading).printJobId ?? '');
  });

  it('of a recount', async () => {
    const { sessionId } = (await store.view(registerId)).session ?? { sessionId: '' };
    await store.close(till, registerId, FLOAT_CENTS);
    const recount = await house.ask(tillCommands.recount, {
      ...asked(till),
      registerId,
      sessionId,
      recountId: randomUUID(),
      seller: RESPONSABLE,
      countedCashCents: FLOAT_CENTS + 10,
      reason: 'Une pièce sous le tiroir',
    });
    await expectTwoCopies('recount', value(recount).printJobId);
  });
});

describe('a copy of what a job printed', () => {
  it('is for who may reprint, or was lent the right for this record', async () => {
    const movement = value(await slip());
    expect(code(await reprint(movement.printJobId, { sellerCode: 'V01' }))).toBe('RIGHT_MISSING');
    const lend = async (subjectId: string) => {
      const grant = { grantId: randomUUID(), borrower: 'V01', right: 'REPRINT', subjectId } as const;
      const request = { ...asked(till), registerId, seller: RESPONSABLE, amountCents: null, ...grant };
      return { sellerCode: 'V01', ...value(await house.ask(peopleCommands.lendRight, request)) };
    };
    const { grantId: other } = await lend(randomUUID());
    expect(code(await reprint(movement.printJobId, { sellerCode: 'V01', grantId: other }))).toBe(
      'GRANT_DIFFERS',
    );
    const { grantId } = await lend(movement.movementId);
    expect(value(await reprint(movement.printJobId, { sellerCode: 'V01', grantId }))).toMatchObject({
      duplicateNumber: 1,
    });
  });

  it('is none of another store’s, nor of what is asked for afresh', async () => {
    expect(code(await reprint(randomUUID()))).toBe('PRINT_JOB_UNKNOWN');
    const page = value(
      await house.ask(printingCommands.printTestPage, { ...asked(till), seller: RESPONSABLE }),
    );
    expect(code(await reprint(page.printJobId))).toBe('PRINT_JOB_WITHOUT_RECORD');
    const { printJobId } = value(await slip());
    const elsewhere = await StoreBuilder.create(house);
    const request = { ...asked(elsewhere.till), printJobId, seller: RESPONSABLE };
    const answer = await house.ask(printingCommands.reprintJob, request);
    expect(code(answer)).toBe('PRINT_JOB_UNKNOWN');
  });
});
