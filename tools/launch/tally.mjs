/**
 * Counting over all suites, and the closing line.
 * @typedef {{ passed: number, failed: number, skipped: number, skips: string[] }} Tally
 * @typedef {import('./jest-reporter.mjs').Started | import('./jest-reporter.mjs').Ended} JestEvent
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
 * Counts what became of the test files of one run. A file that failed outside its tests (it could not be run, its
 * end failed) is one failure; so is a run that did not end well although nothing else failed: no tests found, a
 * time limit.
 * @param {JestEvent[]} events
 * @param {{ endedWell: boolean }} run
 * @returns {Tally}
 */
export function tallyOfJest(events, { endedWell }) {
  const files = events.filter((event) => event.event === 'ended');
  const tests = files.flatMap((file) => file.tests.map((test) => ({ ...test, file: file.file })));
  const skips = tests.filter(({ status }) => !['passed', 'failed'].includes(status));
  const failedOutsideTests = files.filter(
    (file) => file.failed && !file.tests.some(({ status }) => status === 'failed'),
  );
  const failed = tests.filter(({ status }) => status === 'failed').length + failedOutsideTests.length;
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: failed === 0 && !endedWell ? 1 : failed,
    skipped: skips.length,
    skips: skips.map(({ fullName, file }) => `${fullName} (${file})`),
  };
}

/**
 * @param {JestEvent[]} events
 * @returns {string[]} the files that were started and never ended
 */
export function stillRunning(events) {
  const ended = new Set(events.filter(({ event }) => event === 'ended').map(({ file }) => file));
  return events.map(({ file }) => file).filter((file) => !ended.has(file));
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
