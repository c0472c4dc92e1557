import { delayAfter, isTold } from './login-failures.js';

describe('the wait after wrong passwords', () => {
  it('is nothing for two, then doubles, and never passes a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 6].map(delayAfter)).toEqual([0, 0, 5, 10, 20, 40]);
    expect([12, 50, 1_000_000].map(delayAfter)).toEqual([900, 900, 900]);
  });

  it('is told to head office at the third, the fifth and the tenth, and at each once it is at its longest', () => {
    const failures = Array.from({ length: 14 }, (_, index) => index + 1);
    expect(failures.filter(isTold)).toEqual([3, 5, 10, 11, 12, 13, 14]);
    expect(delayAfter(11)).toBe(900);
  });
});
