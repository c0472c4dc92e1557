import {
  closing,
  closingLine,
  exitCodeOf,
  NOTHING,
  ONE_FAILED,
  ONE_PASSED,
  stillRunning,
  sum,
  tallyOfJest,
} from './tally.mjs';

const passed = { status: 'passed', fullName: 'a till opens' };
const failed = { status: 'failed', fullName: 'a till closes' };
const skipped = { status: 'pending', fullName: 'a till prints (no printer here)' };
const well = { endedWell: true };
const badly = { endedWell: false };
const started = (file: string) => ({ event: 'started' as const, file });
const ended = (tests: { status: string; fullName: string }[], fileFailed: boolean) => ({
  event: 'ended' as const,
  file: 'till.spec.ts',
  tests,
  failed: fileFailed,
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

  it('is that of the tests when all is well', () => {
    expect(tallyOfJest([started('till.spec.ts'), ended([passed], false)], well)).toEqual({
      passed: 1,
      failed: 0,
      skipped: 0,
      skips: [],
    });
  });

  it('counts each failed test once, and neither its file nor the run as well', () => {
    expect(tallyOfJest([ended([passed, failed], true)], badly)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a file that could not be run as one failure', () => {
    expect(tallyOfJest([ended([], true)], badly)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts a file as a failure when its tests passed and its end did not', () => {
    expect(tallyOfJest([ended([passed], true)], badly)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a run without any test as a failure', () => {
    expect(tallyOfJest([], badly)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('names each skipped test, whose name gives the reason', () => {
    expect(tallyOfJest([ended([passed, skipped], false)], well)).toMatchObject({
      skipped: 1,
      skips: ['a till prints (no printer here) (till.spec.ts)'],
    });
  });

  it('knows which files hung', () => {
    expect(stillRunning([started('till.spec.ts'), started('hung.spec.ts'), ended([passed], false)])).toEqual([
      'hung.spec.ts',
    ]);
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
