import { granted } from '../api.mjs';
import { admitAll } from './people.mjs';

/** @import { z } from 'zod' */
/** @import { adminLoginReply, ReplyOf, supervisionQueries } from '@encaisse/contracts' */
/** @import { Person } from './watcher.mjs' */

/** @typedef {ReplyOf<typeof supervisionQueries.overview>} OverviewPage @typedef {ReplyOf<typeof supervisionQueries.checkReadModel>} Check */

const PAGE = 1_000;
/** The read model of hundreds of thousands of events is made again. */
const CHECK_LIMIT_MS = 600_000;

/** Head office as its configured administrator uses it, whom no database has to know. */
export class HeadOffice {
  #base;
  #token;

  /** @param {string} gateway its address @param {string} token */
  constructor(gateway, token) {
    this.#base = `${gateway}/api/v1/head-office`;
    this.#token = token;
  }

  /** @param {string} gateway @param {string} password */
  static async logIn(gateway, password) {
    const body = { user: 'admin', password };
    /** @type {z.output<typeof adminLoginReply>} */
    const { token } = await granted('POST', `${gateway}/api/v1/head-office/login`, { body });
    return new HeadOffice(gateway, token);
  }

  /** @param {readonly Person[]} people @param {(index: number, token: string) => Promise<void>} admitted called for each as soon as she is in */
  async admit(people, admitted) {
    await admitAll({ base: this.#base, administrator: this.#token }, people, admitted);
  }

  /** Every register, as head office shows it. */
  async overview() {
    /** @type {OverviewPage['registers']} */
    const registers = [];
    for (let cursor = ''; ; ) {
      const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      /** @type {OverviewPage} */
      const page = await this.#read(`overview?limit=${PAGE}${after}`);
      registers.push(...page.registers);
      if (page.nextCursor === null) return registers;
      cursor = page.nextCursor;
    }
  }

  /** @returns {Promise<Check>} */
  checkReadModel() {
    return this.#read('read-model/check');
  }

  /** @template T @param {string} path @returns {Promise<T>} */
  #read(path) {
    return granted('GET', `${this.#base}/${path}`, { bearer: this.#token, timeoutMs: CHECK_LIMIT_MS });
  }
}
