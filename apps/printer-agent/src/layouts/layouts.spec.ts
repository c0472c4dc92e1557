import { DRAWER_PULSE, PAPER_COLUMNS, type PaperColumns, type PrintDocument } from '@encaisse/contracts';
import { decode, textOf } from '@encaisse/printer-simulator';
import fc from 'fast-check';
import { x, z } from '../../spec/documents/closings.js';
import { exchange, refund } from '../../spec/documents/refunds.js';
import { cashMovement, recount, testPage } from '../../spec/documents/slips.js';
import { discounted, ticket } from '../../spec/documents/tickets.js';
import { PAPERS } from '../../spec/papers.js';
import { escPosOf } from './escpos.js';

const printed = (document: PrintDocument, columns: PaperColumns): string =>
  decode(escPosOf(document, columns)).tickets.map(textOf).join('\n-- cut --\n');

const withLabel = (label: string): PrintDocument =>
  ticket({ lines: [{ ...itemOf(ticket()), label, quantityThousandths: 1000 }] });
const itemOf = (document: PrintDocument) => {
  if (document.kind !== 'ticket' || document.lines[0] === undefined) throw new Error('a ticket with a line');
  return document.lines[0];
};

describe.each(PAPER_COLUMNS)('on paper of %d columns', (columns) => {
  test('a ticket prints as it always did', () => {
    expect(printed(ticket(), columns)).toMatchSnapshot();
  });

  test('a late ticket says when it was sold, and that it was recorded later', () => {
    const text = printed(ticket({ recordedAt: '2026-11-25T09:04:51+01:00' }), columns).replace(/\s+/gu, ' ');
    expect(text).toContain('TICKET n° 1042 24/11/2026 18:32');
    expect(text).toContain('Vendu hors ligne, enregistré le 25/11/2026 09:04');
    expect(printed(ticket(), columns)).not.toContain('hors ligne');
  });

  test('a Z of an older build prints what it told, and no more', () => {
    const older = printed(z({ turnover: null, duplicateCount: null }), columns);
    expect(older).toContain('Lectures X');
    for (const newer of ['Duplicatas', 'Remboursements (']) expect(older).not.toContain(newer);
  });

  test('a refund and an exchange print as they always did', () => {
    expect(printed(refund(), columns)).toMatchSnapshot();
    expect(printed(exchange(), columns)).toMatchSnapshot();
  });

  test('a refund names the ticket it gives back of, and its date', () => {
    const text = printed(refund(), columns).replace(/\s+/gu, ' ');
    expect(text).toContain('REMBOURSEMENT');
    expect(text).toContain('Repris du ticket n° 988 21/11/2026 11:07 CAISSE 02');
    expect(text).toContain('3 articles repris');
    expect(text).toContain('Rendu – Espèces 10,98 €');
  });

  test('a ticket with discounts prints as it always did, and says what was saved', () => {
    const text = printed(discounted(), columns);
    expect(text).toMatchSnapshot();
    const oneLine = text.replace(/\s+/gu, ' ');
    expect(oneLine).toContain('0,250 kg × 24,90 €/kg 6,23 B');
    expect(oneLine).toContain('Remise 10 % -2,38');
    expect(oneLine).toContain('Prix modifié, au lieu de 4,75 €');
    expect(oneLine).toContain('Sous-total 30,15 € Remise 5 % sur le ticket -1,51 €');
    expect(oneLine).toContain('Total des remises 3,89 €');
  });

  test('a Z prints as it always did', () => {
    expect(printed(z(), columns)).toMatchSnapshot();
  });

  test('a test page prints as it always did', () => {
    expect(printed(testPage(), columns)).toMatchSnapshot();
  });

  test('a test page of a till whose agent never spoke says so', () => {
    expect(printed(testPage({ printer: null }), columns)).toContain('Aucun état reçu de l’agent');
  });

  test.each([
    ['an X', x()],
    ['an X where the drawer is counted blind', x({ cash: null })],
    ['the slip of a cash movement', cashMovement()],
    ['the slip of a recount', recount()],
  ])('%s prints as it always did', (_, document) => {
    expect(printed(document, columns)).toMatchSnapshot();
  });

  test('an X says nothing of what the drawer should hold where it is counted blind', () => {
    const blind = printed(x({ cash: null }), columns);
    expect(blind).not.toContain('Attendu');
    expect(blind).not.toContain('Fond de caisse');
    expect(blind).toMatch(/Prélèvements \(2\) +550,00$/mu);
    expect(blind).toContain('ne vaut pas fermeture');
  });

  test('a slip says what moved, why, and who lent the right', () => {
    const slip = printed(cashMovement({ movement: 'IN', note: '', authorisedBy: null }), columns);
    expect(slip).toContain('ENTRÉE D’ESPÈCES');
    expect(slip).not.toContain('Autorisé par');
    expect(printed(cashMovement(), columns)).toContain('Autorisé par Sophie Müller');
  });

  test('no line is wider than the paper', () => {
    for (const document of Object.values(PAPERS)) {
      for (const line of printed(document, columns).split('\n'))
        expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  test('a duplicate says which one it is, and is otherwise the same', () => {
    const original = printed(ticket(), columns);
    const duplicate = printed(ticket({ duplicateNumber: 2 }), columns);
    expect(original).not.toContain('DUPLICATA');
    expect(duplicate).toContain('DUPLICATA n° 2');
    expect(duplicate.endsWith(original)).toBe(true);
  });

  test('a total too long for large letters stays on one line', () => {
    const text = printed(ticket({ totalTtcCents: 99_999_999_999 }), columns);
    expect(text).toMatch(/^TOTAL\s+999 999 999,99 €$/mu);
  });

  test('no amount is ever broken, however long it is', () => {
    const vast = {
      htCents: 99_999_999_999,
      vatCents: 88_888_888_888,
      ttcCents: 77_777_777_777,
    };
    const ticketText = printed(
      ticket({
        lines: [{ ...itemOf(ticket()), grossCents: 99_999_999_999 }],
        vatRates: [{ letter: 'A', vatBasisPoints: 2000, ...vast }],
        payments: [
          { label: 'Virement', amountCents: -99_999_999_999, tenderedCents: null, changeCents: null },
        ],
      }),
      columns,
    );
    for (const figure of ['999 999 999,99 B', '888 888 888,88', '777 777 777,77', '999 999 999,99 €']) {
      expect(ticketText).toContain(figure);
    }
    const tenders = [{ label: 'Virement bancaire', count: 12_345, amountCents: -99_999_999_999 }];
    expect(printed(z({ tenders }), columns)).toMatch(/12 345 +-999 999 999,99 €$/mu);
  });

  test('a Z without sales has no VAT table', () => {
    const text = printed(z({ vatRates: [], tenders: [], ticketNumbers: null, ticketCount: 0 }), columns);
    expect(text).not.toContain('HT');
    expect(text).toMatch(/^Tickets +0$/mu);
  });

  test('a long label wraps between words and its price stands on its last line', () => {
    const lines = printed(
      withLabel('Assortiment de chocolats fins du maître chocolatier en coffret'),
      columns,
    );
    expect(lines).toMatch(/^Assortiment de chocolats [^€]*coffret +3,90 B$/mu);
  });
});

test('the bytes begin by resetting the printer and end with one cut and a request that it answers when done', () => {
  const bytes = escPosOf(ticket(), 48);
  expect([...bytes.subarray(0, 2)]).toEqual([0x1b, 0x40]);
  expect([...bytes.subarray(-7)]).toEqual([0x1d, 0x56, 0x42, 0x00, 0x1d, 0x72, 0x01]);
  expect(decode(bytes).commands.filter((name) => name === 'GS V')).toHaveLength(1);
});

test('euro, ligature, accented capital and guillemets leave as bytes of Windows-1252', () => {
  const bytes = escPosOf(withLabel('€ œ É «a»'), 48);
  expect(bytes.includes(Buffer.from([0x80, 0x20, 0x9c, 0x20, 0xc9, 0x20, 0xab, 0x61, 0xbb]))).toBe(true);
});

test('after an interrupted ticket what is left of it is cut off first', () => {
  const { tickets } = decode(escPosOf(ticket(), 42, { afterInterruption: true }));
  expect(tickets).toHaveLength(2);
  expect(tickets.map(textOf)[0]).toContain('TICKET INTERROMPU');
  expect(tickets.map(textOf)[1]).toBe(printed(ticket(), 42));
});

test('a pulse opens the drawer once and leaves nothing on the paper, whatever was interrupted', () => {
  for (const afterInterruption of [false, true]) {
    const { commands, drawerPulses, tickets } = decode(escPosOf(DRAWER_PULSE, 48, { afterInterruption }));
    expect(drawerPulses).toBe(1);
    expect(tickets).toEqual([]);
    expect(commands).toEqual(['ESC @', 'ESC p', 'GS r']);
  }
});

describe('a label cannot', () => {
  const harmless = decode(escPosOf(withLabel('Pain'), 48));

  test.each([
    ['open the drawer with control bytes', 'Pain\u001bp\u0000\u0019\u00fa', 'Pain'],
    ['open the drawer in real time', 'Pain\u0010\u0014\u0001\u0000\u0001', 'Pain'],
    ['command the printer through markup', '{command:\\x1bp\\x00}', '{command:\\x1bp\\x00}'],
    ['hide a command in escapes', '\\x1bp\\x00', '\\x1bp\\x00'],
    ['cut the paper', '===', '==='],
    ['draw a rule', '---', '---'],
    ['split the columns', 'a|b|c', 'a|b|c'],
    ['change the columns', '{width:3 3}', '{width:3 3}'],
    ['change the letters', '_u_ "b" `i` ^^^d^^^', '_u_ "b" `i` ^^^d^^^'],
    ['swallow its spaces or its escape', '~x~ \\', '~x~ \\'],
    ['write another line', 'Pain\nTOTAL 0,00 €', 'Pain TOTAL 0,00 €'],
    ['turn the reading direction', 'abc\u202edef\u200b', 'abcdef'],
  ])('%s', (_, label, shown) => {
    const bytes = escPosOf(withLabel(label), 48);
    const { commands, drawerPulses, tickets } = decode(bytes);
    expect(drawerPulses).toBe(0);
    expect(commands.filter((name) => name === 'GS V')).toHaveLength(1);
    expect(commands).toEqual(harmless.commands);
    expect(tickets.flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(tickets.map(textOf).join()).toContain(`\n${shown.padEnd(35)}`.trimEnd());
  });

  test('whatever it is made of, do more than be printed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(...PAPER_COLUMNS),
        (label, columns) => {
          const { commands, drawerPulses, tickets } = decode(escPosOf(withLabel(label), columns));
          expect(drawerPulses).toBe(0);
          expect(commands.filter((name) => name === 'GS V')).toHaveLength(1);
          expect(new Set(commands)).toEqual(new Set(harmless.commands));
          expect(tickets.flatMap(({ unknown }) => unknown)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
