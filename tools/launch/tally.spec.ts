import {
  closing,
  closingLine,
  exitCodeOf,
  NOTHING,
  ONE_FAILED,
  ONE_PASSED,
  sum,
  tallyOfJest,
} from './tally.mjs';

const passed = { status: 'passed', fullName: 'a till opens' };
const failed = { status: 'failed', fullName: 'a till closes' };
const skipped = { status: 'pending', fullName: 'a till prints (no printer here)' };
const fileOf = (status: string, assertionResults: { status: string; fullName: string }[]) => ({
  name: 'till.spec.ts',
  status,
  message: '',
  assertionResults,
});

describe('the count over all suites', () => {
  it('adds what the steps counted', () => {
    expect(sum([ONE_PASSED, ONE_FAILED, { passed: 7, failed: 2, skipped: 1, skips: ['why'] }])).toEqual({
      passed: 8,
      failed: 3,
      skipped: 1,
      skips: ['why'],
    });
  });

  it('takes over the numbers of a run in which all is well', () => {
    const report = { numPassedTests: 1, numFailedTests: 0, testResults: [fileOf('passed', [passed])] };
    expect(tallyOfJest(report, 0)).toEqual({ passed: 1, failed: 0, skipped: 0, skips: [] });
  });

  it('counts each failed test once, not its file as well', () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [fileOf('failed', [passed, failed])],
    };
    expect(tallyOfJest(report, 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a file that could not be run as one failure', () => {
    const report = { numPassedTests: 0, numFailedTests: 0, testResults: [fileOf('failed', [])] };
    expect(tallyOfJest(report, 1)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a file as a failure when its tests passed and its end did not', () => {
    const report = { numPassedTests: 1, numFailedTests: 0, testResults: [fileOf('failed', [passed])] };
    expect(tallyOfJest(report, 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a suite in which no test was found as a failure', () => {
    expect(tallyOfJest({ numPassedTests: 0, numFailedTests: 0, testResults: [] }, 1)).toMatchObject({
      failed: 1,
    });
  });

  it('names each skipped test, whose name gives the reason', () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 0,
      testResults: [fileOf('passed', [passed, skipped])],
    };
    expect(tallyOfJest(report, 0)).toMatchObject({
      skipped: 1,
      skips: ['a till prints (no printer here) (till.spec.ts)'],
    });
  });
});

describe('the closing line', () => {
  it('says what passed and failed', () => {
    expect(closingLine({ ...NOTHING, passed: 12 })).toBe('12 passed, 0 failed');
  });

  it('speaks of skips only when there are some', () => {
    expect(closingLine({ passed: 12, failed: 1, skipped: 2, skips: [] })).toBe(
      '12 passed, 1 failed, 2 skipped',
    );
  });

  it('stands last, below the reasons of the skips', () => {
    const lines = closing({ passed: 1, failed: 0, skipped: 1, skips: ['no printer here'] }).split('\n');
    expect(lines.slice(-3)).toEqual(['  no printer here', '', '1 passed, 0 failed, 1 skipped']);
  });

  it.each([
    [{ ...NOTHING, passed: 3 }, 0],
    [{ ...NOTHING, passed: 3, failed: 1 }, 1],
    [NOTHING, 1],
  ])('belongs to an exit code that says the same: %j → %i', (tally, exitCode) => {
    expect(exitCodeOf(tally)).toBe(exitCode);
  });
});
