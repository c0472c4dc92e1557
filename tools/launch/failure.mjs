/**
 * A failure that a person can act on: what went wrong and what to do about it. The step it happened in is
 * added by the terminal, which knows what was going on.
 */
export class LaunchFailure extends Error {
  /**
   * @param {string} reason one sentence, for a person
   * @param {string} remedy what to do, one or more lines
   * @param {{ detail?: string[], cause?: unknown }} [more] `detail`: last lines of the program that failed
   */
  constructor(reason, remedy, { detail = [], cause } = {}) {
    super(reason, { cause });
    this.name = 'LaunchFailure';
    this.reason = reason;
    this.remedy = remedy;
    this.detail = detail;
    /** @type {string | undefined} */
    this.step = undefined;
  }
}

/** The person, or the system, asked the launcher to stop. Not a failure of any step. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals | 'PARENT_GONE'} signal */
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.name = 'Interrupted';
    this.signal = signal;
  }
}

/**
 * The code of a system error, such as ENOENT; asked of the value and not of its class, which tests have twice.
 * @param {unknown} error
 * @returns {unknown}
 */
export function codeOf(error) {
  return Object(error).code;
}

/** Known last words of npm, tsc, apt and the servers, and what they mean to the person at the keyboard. */
const KNOWN_CAUSES = [
  {
    pattern: /ENOSPC|No space left on device|Disk full|errno: 28\b/i,
    reason: 'the disk is full',
    remedy: 'Free some space (at least 1 GB) and run the command again.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|Temporary failure resolving|Could not resolve/i,
    reason: 'the network did not answer',
    remedy: 'Check the connection (and the proxy settings, if there is a proxy) and run the command again.',
  },
  {
    pattern: /dpkg was interrupted/i,
    reason: 'an earlier installation of Debian packages was interrupted',
    remedy: 'Run `dpkg --configure -a`, then run the command again.',
  },
  {
    pattern: /Could not get lock|is another process using it/i,
    reason: 'another program is installing Debian packages',
    remedy: 'Wait until it has finished, then run the command again.',
  },
  {
    pattern: /Address already in use|EADDRINUSE|bind on .* failed/i,
    reason: 'its port was taken by another program in the meantime',
    remedy: 'Run the command again: another port will be chosen.',
  },
  {
    pattern: /EACCES|EPERM|Permission denied/i,
    reason: 'a file or folder may not be written',
    remedy: 'Check who owns this folder (a run as root leaves files of root) and run the command again.',
  },
];

/**
 * A refusal of the operating system (a full disk, a file of somebody else) is no bug of the launcher.
 * @param {unknown} error
 * @returns {unknown} the same error, or what a person can do about it
 */
export function asFailure(error) {
  if (error instanceof LaunchFailure || typeof Object(error).syscall !== 'string') return error;
  const message = String(Object(error).message);
  const known = KNOWN_CAUSES.find(({ pattern }) => pattern.test(message));
  return known ? new LaunchFailure(`${known.reason} (${message})`, known.remedy, { cause: error }) : error;
}

/**
 * @param {string} what the program that failed, as the subject of a sentence
 * @param {string[]} lines its last lines
 * @param {string} remedy what to do when the lines say nothing known
 */
export function failureFromOutput(what, lines, remedy) {
  const known = KNOWN_CAUSES.find(({ pattern }) => lines.some((line) => pattern.test(line)));
  return known
    ? new LaunchFailure(`${what}: ${known.reason}`, known.remedy, { detail: lines })
    : new LaunchFailure(what, remedy, { detail: lines });
}
