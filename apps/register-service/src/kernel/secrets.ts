import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A random token of 256 bits, in 43 URL-safe characters. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** The hash under which a token is found again; a token is too long to be guessed from it. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * What keeps secrets that have to stay in the database from whoever reads only the database. All keys come from the
 * pepper, which is never in it.
 */
export class Safe {
  readonly #macKey: Buffer;
  readonly #sealKey: Buffer;
  readonly passwordKey: Buffer;

  constructor(pepper: string) {
    const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', pepper, '', `encaisse ${use}`, 32));
    this.#macKey = keyFor('short codes');
    this.#sealKey = keyFor('stored answers');
    this.passwordKey = keyFor('passwords');
  }

  /** The hash of a code that is short enough to be guessed from a bare one. */
  mac(text: string): string {
    return createHmac('sha256', this.#macKey).update(text).digest('hex');
  }

  /**
   * AES-256-GCM of the deflated text: nonce, tag and ciphertext in base64. What is sealed are JSON answers, a whole ticket
   * for each of its lines: a third of the bytes is left.
   */
  seal(text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#sealKey, nonce);
    const sealed = Buffer.concat([cipher.update(deflateRawSync(text)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws Error when the text was sealed under another pepper, or changed. */
  unseal(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#sealKey, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return inflateRawSync(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])).toString(
      'utf8',
    );
  }
}
