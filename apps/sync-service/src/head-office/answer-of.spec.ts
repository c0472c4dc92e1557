import { EXCHANGE_PROBLEMS, type ExchangeProblemCode, exchangeProblemOf } from '@encaisse/contracts';
import { refusalOf, retryAfterMs } from './answer-of.js';
import { HeadOfficeSilent } from './head-office.js';

const CODES = Object.keys(EXCHANGE_PROBLEMS) as ExchangeProblemCode[];
const LATER = CODES.filter((code) => EXCHANGE_PROBLEMS[code].retry === 'later');

const bodyOf = (code: ExchangeProblemCode) => JSON.stringify(exchangeProblemOf(code, { some: 'fact' }));

describe('an answer of head office that is no success', () => {
  it.each(CODES.filter((code) => !LATER.includes(code)))('%s is a refusal, with its facts', (code) => {
    expect(refusalOf(EXCHANGE_PROBLEMS[code].status, bodyOf(code))).toEqual({
      code,
      facts: { some: 'fact' },
    });
  });

  it.each(LATER)('%s is worth another attempt', (code) => {
    expect(() => refusalOf(EXCHANGE_PROBLEMS[code].status, bodyOf(code))).toThrow(HeadOfficeSilent);
  });

  it.each([301, 302, 408, 425, 429, 500, 502, 503, 504])(
    'is worth another attempt with status %i, whoever sent it',
    (status) => {
      for (const body of ['', '<html>Bad gateway</html>', '{}', 'null']) {
        expect(() => refusalOf(status, body)).toThrow(HeadOfficeSilent);
      }
    },
  );

  it('says when to ask again, in seconds or as a date', () => {
    const now = Date.parse('2026-11-24T08:30:00Z');
    const read = (header: string | null) => retryAfterMs(header, now);
    expect([read('7'), read(' 120 '), read('Tue, 24 Nov 2026 08:31:00 GMT')]).toEqual([
      7_000, 120_000, 60_000,
    ]);
    for (const nothing of [null, '', '0', '-5', 'soon', 'Tue, 24 Nov 2026 08:29:00 GMT']) {
      expect(read(nothing)).toBeUndefined();
    }
    expect(() => refusalOf(503, '', '7')).toThrow(
      expect.objectContaining({ details: { askAgainMs: 7_000 } }),
    );
  });

  it.each([400, 401, 403, 404, 407, 413])(
    'is a refusal with status %i, even outside of the contract',
    (status) => {
      expect(refusalOf(status, '<html>No</html>')).toEqual({ code: 'UNEXPECTED_STATUS', facts: { status } });
    },
  );
});
