import { isTooWeak } from './password-strength.js';

const seller = { sellerCode: 'V01', pin: '48291305' };

describe('the strength of a password', () => {
  it.each([
    ['a run of digits', '123456'],
    ['a run backwards', '987654'],
    ['one character over and over', 'aaaaaa'],
    ['two characters in turn', 'ababab'],
    ['what everybody tries', 'azerty'],
    ['what everybody tries, with a year', 'Azerty2026!'],
    ["the seller's own code", 'v01v01'],
    ["the seller's own code, with a year", 'V01 2026'],
    ['the PIN it replaces', '48291305'],
  ])('is too little for %s', (_what, password) => {
    expect(isTooWeak(password, seller)).toBe(true);
  });

  it.each(['un mot de passe à soi', 'citron-37-vert', '739184', 'Azertyuiop et puis zut'])(
    'is enough for %j',
    (password) => {
      expect(isTooWeak(password, seller)).toBe(false);
    },
  );
});
