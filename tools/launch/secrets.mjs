import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './failure.mjs';

const SECRET_BYTES = 24;
const OWNER_ONLY = 0o600;

/**
 * Passwords and keys of one profile, made once and kept beside its data: nobody has to invent any, and no two
 * working copies have the same.
 */
export class Secrets {
  #file;
  /** @type {Record<string, string>} */
  #values;

  /** @param {string} directory */
  constructor(directory) {
    this.#file = join(directory, 'secrets.json');
    this.#values = read(this.#file);
  }

  /**
   * @param {string} name
   * @returns {string} URL-safe text of 192 bits
   */
  get(name) {
    const known = this.#values[name];
    if (known !== undefined) return known;
    const made = randomBytes(SECRET_BYTES).toString('base64url');
    this.#values = { ...this.#values, [name]: made };
    writeFileSync(this.#file, `${JSON.stringify(this.#values, undefined, 2)}\n`, { mode: OWNER_ONLY });
    return made;
  }
}

/**
 * @param {string} file
 * @returns {Record<string, string>}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw error;
  }
}
