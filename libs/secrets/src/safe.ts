import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What keeps secrets that have to stay in the database from whoever reads only the database. All keys come from the
 * pepper, which is never in it.
 */
export class Safe {
  readonly #macKey: Buffer;
  readonly #sealKey: Buffer;
  readonly passwordKey: Buffer;

  /** `owner` tells keys of the same use apart, should two services be given one pepper. */
  constructor(pepper: string, owner?: string) {
    const prefix = owner === undefined ? 'encaisse' : `encaisse ${owner}`;
    const keyFor = (use: string) => Buffer.from(hkdfSync('sha256', pepper, '', `${prefix} ${use}`, 32));
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
