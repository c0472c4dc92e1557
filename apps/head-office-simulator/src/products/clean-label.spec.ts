import { cleanLabel } from './clean-label.js';

/** Typed by people into Open Food Facts (ODbL), as they stand there. */
const REAL: ReadonlyArray<readonly [raw: string, clean: string]> = [
  ['Kiwi &quot;Prêt à déguster', 'Kiwi "Prêt à déguster'],
  ['&quot;1.5L Martini Bianco 14.4 &deg;&quot;', '1.5L Martini Bianco 14.4 °'],
  ['&quot;Escargots&quot; fourrés à la persillade', '"Escargots" fourrés à la persillade'],
  ['Courgettes grillées a l&#8217;huile', 'Courgettes grillées a l’huile'],
  ['Cemoi Ta&#231;as De Chocolate Sabores Diversos', 'Cemoi Taças De Chocolate Sabores Diversos'],
  ['Viande Hachée Pur B\u009cuf, Prêt à Cuisiner, Charal', 'Viande Hachée Pur Bœuf, Prêt à Cuisiner, Charal'],
  ['Spaghetti 3 \u008cufs 250G Co', 'Spaghetti 3 Œufs 250G Co'],
  ["Chocolat au lait Bio Éclats d'\u0092Amandes", "Chocolat au lait Bio Éclats d'’Amandes"],
  ['Camembert (21 % MG) Offre \u0090Économique', 'Camembert (21 % MG) Offre Économique'],
  ['Vin rouge «\u00a0Saint Emilion Grand Cru', 'Vin rouge « Saint Emilion Grand Cru'],
  ['Purée cuisine\u0301e marrons', 'Purée cuisinée marrons'],
  [' جبنة أبو الولد', 'جبنة أبو الولد'],
  ['Saint Albray (offre €co)', 'Saint Albray (offre €co)'],
  ["J'♥ le jambon", "J'♥ le jambon"],
];

describe('a label', () => {
  it.each(REAL)('%j becomes %j', (raw, clean) => {
    expect(cleanLabel(raw)).toBe(clean);
  });

  it('has single spaces and none at its ends', () => {
    expect(cleanLabel('  Baguette \t tradition\u2003250 g ')).toBe('Baguette tradition 250 g');
  });

  it('has nothing that a printer or a screen would obey', () => {
    expect(cleanLabel('Pain\u001b@\u0000\u202ecomplet\u200b')).toBe('Pain@complet');
  });

  it('keeps an entity that it does not know, and a number that is no character', () => {
    expect(cleanLabel('R&D; &foo; &#9999999;')).toBe('R&D; &foo; &#9999999;');
  });

  it('is cut at 200 UTF-16 units, never within a character', () => {
    expect(cleanLabel('é'.repeat(300))).toHaveLength(200);
    expect(cleanLabel(`${'a'.repeat(199)}😂😂`)).toBe('a'.repeat(199));
  });

  it('is empty when nothing is left', () => {
    expect(cleanLabel(' &nbsp;\u200b ')).toBe('');
  });
});
