import { Interrupted } from './failure.mjs';

/**
 * From the first process started to the last one stopped. Whoever starts something says here how to end it;
 * the end comes last thing first, on success, on failure, on Ctrl-C, SIGTERM and SIGHUP, and when the launcher
 * that runs this one (see node24.mjs) is gone.
 */
export class Lifetime {
  #controller = new AbortController();
  /** @type {{ name: string, end: () => void | Promise<void> }[]} */
  #endings = [];
  /** @type {Promise<void> | undefined} */
  #ended;
  #exitCodeWhenInterrupted = 130;

  /** Aborted as soon as the end is asked for (with an `Interrupted`) or forced; nothing new may start then. */
  get signal() {
    return this.#controller.signal;
  }

  /**
   * @param {string} name for the message when ending it fails
   * @param {() => void | Promise<void>} end
   * @returns {() => void} takes it off again, for what ended by itself
   */
  onEnd(name, end) {
    const ending = { name, end };
    this.#endings.push(ending);
    return () => {
      this.#endings = this.#endings.filter((other) => other !== ending);
    };
  }

  get exitCodeWhenInterrupted() {
    return this.#exitCodeWhenInterrupted;
  }

  /**
   * From now on there is nothing left to do but to wait for the person: an interruption is a good end.
   * @param {() => void} goodbye
   */
  mayEndNow(goodbye) {
    this.#exitCodeWhenInterrupted = 0;
    this.onEnd('the goodbye', goodbye);
  }

  /** @param {NodeJS.Signals | 'PARENT_GONE'} signal */
  interrupt(signal) {
    this.#controller.abort(new Interrupted(signal));
  }

  /**
   * Something without which nothing can go on is gone.
   * @param {Error} failure
   */
  fail(failure) {
    this.#controller.abort(failure);
  }

  /** Ends everything; a second call waits for the first. */
  end() {
    if (!this.signal.aborted) this.#controller.abort(new Error('the launcher has finished'));
    this.#ended ??= this.#endAll();
    return this.#ended;
  }

  async #endAll() {
    for (let ending = this.#endings.pop(); ending; ending = this.#endings.pop()) {
      try {
        await ending.end();
      } catch (error) {
        // The others must be ended all the same; what failed here is said and makes the exit code non-zero.
        process.exitCode = 1;
        console.error(`${ending.name} could not be stopped:`, error);
      }
    }
  }
}

/**
 * Runs `main` and leaves no process behind, whatever happens.
 * @typedef {(lifetime: Lifetime) => Promise<number | (() => Promise<number>)>} Main
 * answers the exit code, or what is left to do for it once everything has stopped
 *
 * @param {Main} main
 * @param {(error: unknown) => void} report says a failure to the person; not called for an interruption
 * @returns {Promise<never>}
 */
export async function live(main, report) {
  const lifetime = new Lifetime();
  listenForTheEnd(lifetime);
  /** @type {number | (() => Promise<number>)} */
  let code = 0;
  try {
    code = await Promise.race([main(lifetime), rejectionOf(lifetime.signal)]);
  } catch (error) {
    code = error instanceof Interrupted ? lifetime.exitCodeWhenInterrupted : 1;
    if (!(error instanceof Interrupted)) report(error);
  }
  await lifetime.end();
  if (typeof code === 'function') code = await code();
  process.exit(process.exitCode || code);
}

/** @param {Lifetime} lifetime */
function listenForTheEnd(lifetime) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => lifetime.interrupt(signal));
  }
  process.on('disconnect', () => lifetime.interrupt('PARENT_GONE'));
  // A reader that went away (`npm start | head`) is an end like Ctrl-C.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => lifetime.interrupt('PARENT_GONE'));
  }
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
export function rejectionOf(signal) {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
