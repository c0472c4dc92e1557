import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomInt } from 'node:crypto';

/** A random token of 256 bits, in 43 URL-safe characters. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');
/** The hash under which a token is found again; a token is too long to be guessed from it. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Nothing that is mistaken for something else when read aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
/** Some 59 bits, in a form that is told over the phone. */
export const newOneTimePassword = (): string => [group(), group(), group()].join('-');

/** Keeps secrets from whoever reads only the database: its keys come from the pepper, which is never in it. */
export class PeopleSafe {
  readonly #sealKey: Buffer;
  readonly passwordKey: Buffer;

  constructor(pepper: string) {
    const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', pepper, '', `encaisse ${use}`, 32));
    this.#sealKey = keyFor('head office answers');
    this.passwordKey = keyFor('head office passwords');
  }

  /** AES-256-GCM: nonce, tag and ciphertext in base64. */
  seal(text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#sealKey, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws Error when the text was sealed under another pepper, or changed. */
  unseal(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#sealKey, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  }
}
