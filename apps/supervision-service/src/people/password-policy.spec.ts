import { isTooWeak } from './password-policy.js';

const owner = {
  name: 'claire.martin@chaine.example',
  displayName: 'Claire Martin',
  former: 'K7QM-4XZT-9RWD',
};

describe('the password of a user of head office', () => {
  it.each([
    ['what everybody tries, with a year and a sign', 'MotDePasse2026!'],
    ['two of those', 'azerty-bonjour-1'],
    ['her own name', 'ClaireMartin1985'],
    ['her own address', 'claire.martin@chaine.example'],
    ['a run of characters', 'abcdefghijklm'],
    ['one piece over and over', 'tarte1tarte1tarte1'],
    ['few characters', 'aabbaabbaabbab'],
    ['the password that it replaces', 'K7QM-4XZT-9RWD'],
  ])('is too weak when it is %s', (_what, password) => {
    expect(isTooWeak(password, owner)).toBe(true);
  });

  it.each(['quatre mots que je retiens', 'citron-37-vert-olive', 'Xk2!vP9#qLm7', 'bonjour la petite girafe'])(
    'may be %j',
    (password) => {
      expect(isTooWeak(password, owner)).toBe(false);
    },
  );
});
