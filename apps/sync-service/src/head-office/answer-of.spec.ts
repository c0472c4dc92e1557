import { EXCHANGE_PROBLEMS, type ExchangeProblemCode, exchangeProblemOf } from '@encaisse/contracts';
import { refusalOf } from './answer-of.js';
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

  it.each([400, 401, 403, 404, 407, 413])(
    'is a refusal with status %i, even outside of the contract',
    (status) => {
      expect(refusalOf(status, '<html>No</html>')).toEqual({ code: 'UNEXPECTED_STATUS', facts: { status } });
    },
  );
});
