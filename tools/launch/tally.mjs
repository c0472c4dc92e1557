/**
 * Counting over all suites, and the closing line.
 * @typedef {{ passed: number, failed: number, skipped: number, skips: string[] }} Tally
 *
 * The parts of Jest's JSON report that are read here.
 * @typedef {{ status: string, fullName: string }} JestAssertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: JestAssertion[] }} JestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: JestFile[] }} JestReport
 */

/** @type {Readonly<Tally>} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0, skips: [] };
/** @type {Readonly<Tally>} */
export const ONE_PASSED = { ...NOTHING, passed: 1 };
/** @type {Readonly<Tally>} */
export const ONE_FAILED = { ...NOTHING, failed: 1 };

/**
 * @param {readonly Readonly<Tally>[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return {
    passed: total(tallies.map(({ passed }) => passed)),
    failed: total(tallies.map(({ failed }) => failed)),
    skipped: total(tallies.map(({ skipped }) => skipped)),
    skips: tallies.flatMap(({ skips }) => skips),
  };
}

/**
 * A file that failed outside its tests (it could not be run, its end failed) counts as one failure. So does a run
 * that Jest itself calls failed although nothing else is: no tests found, for one.
 * @param {JestReport} report
 * @param {number | null} exitCode
 * @returns {Tally}
 */
export function tallyOfJest(report, exitCode) {
  const skipped = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => ['pending', 'skipped', 'todo', 'disabled'].includes(status))
      .map(({ fullName }) => `${fullName} (${name})`),
  );
  const failedOutsideTests = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  const failed = report.numFailedTests + failedOutsideTests.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: skipped.length,
    skips: skipped,
  };
}

/** @param {Readonly<Tally>} tally */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * What stands at the end: each skip with its reason (the name of a skipped test says it), then the closing line.
 * @param {Readonly<Tally>} tally
 */
export function closing(tally) {
  const skips = tally.skips.length > 0 ? ['', 'Skipped:', ...tally.skips.map((skip) => `  ${skip}`)] : [];
  return [...skips, '', closingLine(tally)].join('\n');
}

/** @param {Readonly<Tally>} tally nothing passed is no success either */
export function exitCodeOf({ passed, failed }) {
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** @param {number[]} numbers */
function total(numbers) {
  return numbers.reduce((all, number) => all + number, 0);
}
