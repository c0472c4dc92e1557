import { type LedgerTicket, SessionLedger } from './ledger.js';
import { compareWithPaper, euros } from './paper.js';
import { hasGoodCheckDigit } from './price-list.js';

const ticket = (facts: Partial<LedgerTicket>): LedgerTicket => ({
  ticketId: 't',
  number: 1,
  ttcCents: 0,
  ttcByRate: new Map(),
  payments: [],
  cashTakenCents: 0,
  changeCents: 0,
  printJobId: null,
  ...facts,
});

describe("the driver's book", () => {
  const ledger = new SessionLedger('S01-T1', 'S01', 1, { sessionId: 'session', epoch: 1, number: 1 }, 15_000);
  ledger.zNumber = 12;
  ledger.countedCashCents = 15_950;
  ledger.tickets.push(
    ticket({
      ttcCents: 1_200,
      ttcByRate: new Map([
        [2000, 800],
        [550, 400],
      ]),
      payments: [{ tenderCode: 'ESP', kind: 'CASH', amountCents: 1_200 }],
      cashTakenCents: 2_000,
      changeCents: 800,
    }),
    ticket({
      ttcCents: 550,
      ttcByRate: new Map([[550, 550]]),
      payments: [{ tenderCode: 'CB', kind: 'CARD', amountCents: 550 }],
    }),
  );

  it('expects the float and the cash taken less the change given', () => {
    expect(ledger.expectedCashCents).toBe(15_000 + 2_000 - 800);
  });

  it('sums by VAT rate and by tender', () => {
    expect([...ledger.ttcByRate]).toEqual([
      [2000, 800],
      [550, 950],
    ]);
    expect([...ledger.amountByTender]).toEqual([
      ['ESP', 1_200],
      ['CB', 550],
    ]);
  });

  const z = 'CAISSE 01\nTICKET Z n° 12\n17,50 €\nEspèces 12,00\nCarte 5,50\nattendu 162,00\ncompté 159,50';

  it('agrees with a Z that shows its figures', () => {
    expect(compareWithPaper(ledger, [z])).toEqual([]);
  });

  it('notices a figure that is missing on paper, a Z that did not print and one that printed twice', () => {
    expect(compareWithPaper(ledger, [z.replace('162,00', '161,00')])).toEqual([
      'Z n° 12 of S01 register 1 does not show 162,00',
    ]);
    expect(compareWithPaper(ledger, [z.replace('n° 12', 'n° 120')])).toEqual([
      'Z n° 12 of S01 register 1 did not come out of the printer',
    ]);
    expect(compareWithPaper(ledger, [z, z])).toEqual(['Z n° 12 of S01 register 1 came out 2 times']);
  });
});

describe('amounts and barcodes', () => {
  it('writes euros as they stand on paper', () => {
    expect(euros(123_456)).toBe('1 234,56');
    expect(euros(-250)).toBe('-2,50');
    expect(euros(7)).toBe('0,07');
  });

  it('knows a good check digit from a wrong one', () => {
    expect(hasGoodCheckDigit('3017620422003')).toBe(true);
    expect(hasGoodCheckDigit('3017620422004')).toBe(false);
    expect(hasGoodCheckDigit('96385074')).toBe(true);
    expect(hasGoodCheckDigit('123')).toBe(false);
  });
});
