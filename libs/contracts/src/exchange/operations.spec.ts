import { exchangeParameters, exchangePath } from './operations.js';

describe('the path of an exchange request', () => {
  it('takes its parameters percent-encoded', () => {
    expect(exchangePath('readDatasetManifest', { storeCode: 'S01', registerNumber: 2 })).toBe(
      '/exchange/v1/stores/S01/registers/2/dataset',
    );
    expect(exchangePath('readPart', { name: 'a/b', sha256: '?' })).toBe('/exchange/v1/parts/a%2Fb/%3F');
  });

  it.each(['0-1', '1-0', '1', '1-2-3', '01-1', 'a-1'])('names no session by %s', (text) => {
    expect(exchangeParameters.sessionRef.safeParse(text).success).toBe(false);
  });
});
