import { appendFileSync } from 'node:fs';

/**
 * Writes down what became of each test file as soon as it is known, so that a run that has to be ended still
 * counts what it did, and names the files that were at work when it hung.
 *
 * @typedef {{ fullName: string, status: string }} JestTest
 * @typedef {{ testResults: JestTest[], failureMessage?: string | null }} JestFileResult
 * @typedef {{ event: 'started', file: string }} Started
 * @typedef {{ event: 'ended', file: string, tests: JestTest[], failed: boolean }} Ended
 */

/** The environment variable that names the file to write to, one JSON object a line. */
export const RESULTS_FILE = 'ENCAISSE_JEST_RESULTS';

export default class ResultsReporter {
  /** @param {{ path: string }} test */
  onTestFileStart({ path }) {
    this.#write({ event: 'started', file: path });
  }

  /**
   * @param {{ path: string }} test
   * @param {JestFileResult} result
   */
  onTestFileResult({ path }, { testResults, failureMessage }) {
    const tests = testResults.map(({ fullName, status }) => ({ fullName, status }));
    this.#write({ event: 'ended', file: path, tests, failed: Boolean(failureMessage) });
  }

  /** @param {Started | Ended} line */
  #write(line) {
    appendFileSync(process.env[RESULTS_FILE] ?? '/dev/stderr', `${JSON.stringify(line)}\n`);
  }
}
