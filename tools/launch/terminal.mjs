import { styleText } from 'node:util';
import { asFailure, Interrupted, LaunchFailure } from './failure.mjs';

/** Back to the start of the line, and empty it. */
const ERASE = '\r\u001b[2K';

/**
 * What the person sees: one line per step, with the time it took, and a failure as step, reason and remedy.
 * Everything goes to one stream, so that the order on the screen is the order of events.
 */
export class Terminal {
  #stream;
  #coloured;
  /** @type {string | undefined} the step whose line is to be written over when it is done */
  #pending;

  /** @param {NodeJS.WriteStream | NodeJS.WritableStream} [stream] */
  constructor(stream = process.stdout) {
    this.#stream = stream;
    this.#coloured = 'isTTY' in stream && stream.isTTY === true && process.env['NO_COLOR'] === undefined;
  }

  /** @param {string} [line] */
  line(line = '') {
    if (this.#pending === undefined) this.#stream.write(`${line}\n`);
    else this.#stream.write(`${ERASE}${line}\n${this.#pending}`);
  }

  /** @param {string} line */
  note(line) {
    this.line(this.#style('dim', `    ${line}`));
  }

  /**
   * Does one step and says so. A failure that passes through here is a failure of this step.
   * @template T
   * @param {string} title
   * @param {() => Promise<T> | T} work
   * @returns {Promise<T>}
   */
  async step(title, work) {
    const startedAt = this.begin(title);
    try {
      const result = await work();
      this.succeeded(title, startedAt);
      return result;
    } catch (thrown) {
      const error = asFailure(thrown);
      if (error instanceof Interrupted) this.#pending = undefined;
      else this.failed(title);
      if (error instanceof LaunchFailure) error.step ??= title;
      throw error;
    }
  }

  /**
   * Shows what is being done, where a line can be written over.
   * @param {string} title
   * @returns {number} when it began, for `succeeded`
   */
  begin(title) {
    if (this.#coloured) {
      this.#pending = `  … ${title}`;
      this.#stream.write(this.#pending);
    }
    return performance.now();
  }

  /**
   * @param {string} title
   * @param {number} startedAt
   */
  succeeded(title, startedAt) {
    const took = `(${((performance.now() - startedAt) / 1000).toFixed(1)} s)`;
    this.#finish('green', '✓', `${title} ${this.#style('dim', took)}`);
  }

  /** @param {string} title */
  failed(title) {
    this.#finish('red', '✗', title);
  }

  /** @param {unknown} thrown */
  failure(thrown) {
    const error = asFailure(thrown);
    this.line();
    if (!(error instanceof LaunchFailure)) {
      this.line(this.#style('red', 'The launcher itself failed; this is a bug:'));
      this.line(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return;
    }
    for (const line of describe(error)) this.line(line);
  }

  /**
   * @param {'green' | 'red'} colour
   * @param {string} mark
   * @param {string} text
   */
  #finish(colour, mark, text) {
    const erase = this.#pending === undefined ? '' : ERASE;
    this.#pending = undefined;
    this.line(`${erase}  ${this.#style(colour, mark)} ${text}`);
  }

  /**
   * @param {'green' | 'red' | 'dim'} style
   * @param {string} text
   */
  #style(style, text) {
    return this.#coloured ? styleText(style, text) : text;
  }
}

/**
 * @param {LaunchFailure} failure
 * @returns {string[]}
 */
export function describe({ step, reason, remedy, detail }) {
  const lines = [`Step:   ${step ?? 'start'}`, `Reason: ${reason}`];
  const [first = '', ...more] = remedy.split('\n');
  lines.push(`Remedy: ${first}`, ...more.map((line) => `        ${line}`));
  if (detail.length > 0) lines.push('', 'Last lines of its output:', ...detail.map((line) => `  | ${line}`));
  return lines;
}
