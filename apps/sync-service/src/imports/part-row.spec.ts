import type { PartName } from '@encaisse/contracts';
import { PRICE_CENTS_MAX, readRow } from './part-row.js';

const good = (name: PartName, line: string) => {
  const verdict = readRow(name, line);
  if (!verdict.ok) throw new Error(`${verdict.reason} ${verdict.detail}`);
  return verdict.values;
};
const bad = (name: PartName, line: string) => {
  const verdict = readRow(name, line);
  return verdict.ok ? 'taken' : `${verdict.reason} ${verdict.detail ?? ''}`.trim();
};

describe('a row of a part', () => {
  it('is taken as it was sent, however messy its label', () => {
    const labels = [
      'BAGUETTE',
      "L'œuf « bio »   x6 ",
      'Pâte &amp; riz 100% naturel — 2,50 €',
      'Moutarde\u00a0de Dijon',
      'Crème bru\u0302lée',
      'ﾃｽﾄ 🥖 naïve',
      '=SUM(A1:A9)',
      '{command:\\x1bp} | === \\',
      '"guillemets" et \'apostrophes\'',
      '0',
    ];
    for (const label of labels) {
      expect(good('articles', JSON.stringify(['A1', label, 'TN', 'PIECE']))).toEqual([
        'A1',
        label,
        'TN',
        'PIECE',
      ]);
    }
  });

  it('takes the shape of every part', () => {
    expect(good('barcodes', '["3000000000014","A1"]')).toEqual(['3000000000014', 'A1']);
    expect(good('articles', '["A2","Comté","TR","KILOGRAM"]')).toEqual(['A2', 'Comté', 'TR', 'KILOGRAM']);
    expect(good('barcodeRules', '["24","PRICE",5,1,4,2]')).toEqual(['24', 'PRICE', 5, 1, 4, 2]);
    expect(good('prices', '["A1",0]')).toEqual(['A1', 0]);
    expect(good('priceExceptions', `["A1",${PRICE_CENTS_MAX}]`)).toEqual(['A1', PRICE_CENTS_MAX]);
    expect(good('vatRates', '["TR",550,"Taux réduit 5,5 %"]')).toEqual(['TR', 550, 'Taux réduit 5,5 %']);
    expect(good('tenders', '["ESP","CASH","Espèces"]')).toEqual(['ESP', 'CASH', 'Espèces']);
    expect(
      good('storeHeader', '["Halles",["1 rue","69002 Lyon"],"00000000000000","47.11B","FR0","",["Merci"]]'),
    ).toEqual(['Halles', '["1 rue","69002 Lyon"]', '00000000000000', '47.11B', 'FR0', '', '["Merci"]']);
    expect(good('sellers', '["R01","Hélène",["OPEN","SOMETHING_NEW"]]')).toEqual([
      'R01',
      'Hélène',
      '["OPEN","SOMETHING_NEW"]',
    ]);
  });

  it.each<[PartName, string, string]>([
    ['articles', '', 'NOT_JSON'],
    ['articles', 'A1;Café;TN', 'NOT_JSON'],
    ['articles', '["A1","Café","TN"', 'NOT_JSON'],
    ['articles', '{"articleCode":"A1"}', 'SHAPE'],
    ['articles', '["A1","Café"]', 'SHAPE'],
    ['articles', '["A1","Café","TN","more"]', 'SHAPE'],
    ['articles', '["A1","","TN","PIECE"]', 'SHAPE label'],
    ['articles', '["A1",null,"TN","PIECE"]', 'SHAPE label'],
    ['articles', '["A1",12,"TN","PIECE"]', 'SHAPE label'],
    [
      'articles',
      '["A1","Pain\\u001bp\\u0000","TN","PIECE"]',
      'SHAPE label: control characters are not allowed',
    ],
    [
      'articles',
      '["A1","Pain\\nTOTAL 0,00","TN","PIECE"]',
      'SHAPE label: control characters are not allowed',
    ],
    ['articles', '["A1","Pain\\u202e","TN","PIECE"]', 'SHAPE label: control characters are not allowed'],
    ['articles', `["A1","${'x'.repeat(201)}","TN","PIECE"]`, 'SHAPE label'],
    ['articles', `["${'A'.repeat(33)}","Café","TN","PIECE"]`, 'SHAPE articleCode'],
    ['articles', '["A1 ","Café","TN","PIECE"]', 'SPACES_AROUND_CODE articleCode'],
    ['articles', '["A1","Café"," TN","PIECE"]', 'SPACES_AROUND_CODE vatCode'],
    ['articles', '["A1","Café","TN","POUND"]', 'SHAPE unit'],
    ['barcodeRules', '["30","PRICE",5,0,5,2]', 'SHAPE prefix'],
    ['barcodeRules', '["21","PIECES",5,0,5,2]', 'SHAPE kind'],
    ['barcodeRules', '["21","PRICE",5,0,4,2]', 'RULE_UNREADABLE'],
    ['barcodeRules', '["21","PRICE",5,0,5,3]', 'RULE_UNREADABLE'],
    ['barcodeRules', '["21","PRICE",3,1,6,2]', 'RULE_UNREADABLE'],
    ['barcodes', '["300000000001A","A1"]', 'SHAPE barcode'],
    ['barcodes', '["１２３４５６７８","A1"]', 'SHAPE barcode'],
    ['barcodes', '[3000000000014,"A1"]', 'SHAPE barcode'],
    ['barcodes', '["123","A1"]', 'SHAPE barcode'],
    ['barcodes', '["3000000000015","A1"]', 'CHECK_DIGIT'],
    ['prices', '["A1",-1]', 'SHAPE priceCents'],
    ['prices', '["A1",3.95]', 'SHAPE priceCents'],
    ['prices', '["A1","395"]', 'SHAPE priceCents'],
    ['prices', '["A1",1e400]', 'SHAPE priceCents'],
    ['prices', `["A1",${PRICE_CENTS_MAX + 1}]`, 'PRICE_RANGE'],
    ['priceExceptions', `["A1",${PRICE_CENTS_MAX + 1}]`, 'PRICE_RANGE'],
    ['vatRates', '["TX",20000,"Deux cents pour cent"]', 'SHAPE basisPoints'],
    ['vatRates', '["TX",5.5,"Taux réduit"]', 'SHAPE basisPoints'],
    ['tenders', '["ESP","COINS","Espèces"]', 'SHAPE kind'],
    ['tenders', '["esp","CASH","Espèces"]', 'SHAPE tenderCode'],
    ['sellers', '["R 01","Hélène",[]]', 'SHAPE sellerCode'],
    ['sellers', '["R01","Hélène","OPEN"]', 'SHAPE rights'],
  ])('of %s that reads %s is set aside: %s', (name, line, reason) => {
    expect(bad(name, line)).toMatch(new RegExp(`^${reason}`, 'u'));
  });
});
