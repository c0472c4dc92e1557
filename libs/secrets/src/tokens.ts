import { createHash, randomBytes } from 'node:crypto';

/** A random token of 256 bits, in 43 URL-safe characters. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** The hash under which a token is found again; a token is too long to be guessed from it. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
