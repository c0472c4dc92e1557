import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** @import { MessagePort } from 'node:worker_threads' */

/** @typedef {{ id: number, name: string, body: unknown }} Question @typedef {{ id: number, value?: unknown, error?: unknown }} Answer */

/**
 * Answers what the other side asks, each question by the function of its name.
 * @param {MessagePort | null} port
 * @param {Record<string, (body: any) => unknown>} answers
 */
export function answering(port, answers) {
  port?.on('message', async (/** @type {Question} */ { id, name, body }) => {
    try {
      port.postMessage({ id, value: await answers[name]?.(body) });
    } catch (error) {
      port.postMessage({ id, error });
    }
  });
  port?.postMessage({ id: 0 });
}

/** A thread that answers questions. */
export class Thread {
  #worker;
  #asked = 0;
  #isGone = false;
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: unknown) => void }>} */
  #waiting = new Map();

  /** @param {Worker} worker */
  constructor(worker) {
    this.#worker = worker;
    worker.on('message', (/** @type {Answer} */ { id, value, error }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(error);
    });
    worker.on('error', (error) => {
      this.#isGone = true;
      for (const { reject } of this.#waiting.values()) reject(error);
    });
  }

  /**
   * Resolves when it answers.
   * @param {URL} file
   * @param {unknown} workerData
   */
  static async start(file, workerData) {
    const worker = new Worker(file, { workerData });
    await once(worker, 'message');
    return new Thread(worker);
  }

  /**
   * @param {string} name
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  ask(name, body) {
    this.#asked += 1;
    const id = this.#asked;
    const { promise, resolve, reject } = Promise.withResolvers();
    this.#waiting.set(id, { resolve, reject });
    this.#worker.postMessage({ id, name, body });
    return promise;
  }

  async end() {
    if (!this.#isGone) await this.ask('end');
    await this.#worker.terminate();
  }
}
