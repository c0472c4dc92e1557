import { Safe } from './safe.js';
import { newToken, sha256 } from './tokens.js';

const safe = new Safe('a pepper of at least thirty-two characters');

describe('secrets', () => {
  it('are sealed so that the same pepper opens them, and no other', () => {
    const sealed = safe.seal('code: 48291305 · à retenir');
    expect(safe.unseal(sealed)).toBe('code: 48291305 · à retenir');
    expect(() => new Safe('another pepper, as long as the first').unseal(sealed)).toThrow();
  });

  it('of one service are not opened by another that has the same pepper', () => {
    const other = new Safe('a pepper of at least thirty-two characters', 'head office');
    expect(() => other.unseal(safe.seal('un secret'))).toThrow();
    expect(other.passwordKey).not.toEqual(safe.passwordKey);
  });

  it('are sealed so that a changed byte is noticed', () => {
    const bytes = Buffer.from(safe.seal('un secret'), 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => safe.unseal(bytes.toString('base64'))).toThrow();
  });

  it('are never sealed twice into the same text', () => {
    expect(safe.seal('un secret')).not.toBe(safe.seal('un secret'));
  });

  it('take a third of the room when they say the same again and again', () => {
    const lines = Array.from({ length: 20 }, (_, n) => ({
      lineId: newToken(),
      label: 'Café',
      unitPriceCents: n,
    }));
    const text = JSON.stringify({ state: 'DRAFT', lines });
    expect(safe.unseal(safe.seal(text))).toBe(text);
    expect(safe.seal(text).length).toBeLessThan(text.length);
  });

  it('are hashed under the pepper when they are short', () => {
    expect(safe.mac('ABCD2345')).not.toBe(sha256('ABCD2345'));
    expect(safe.mac('ABCD2345')).toBe(safe.mac('ABCD2345'));
  });

  it('are tokens of 256 bits otherwise', () => {
    expect(Buffer.from(newToken(), 'base64url')).toHaveLength(32);
    expect(newToken()).not.toBe(newToken());
  });
});
