import { randomInt } from 'node:crypto';

/** Nothing that is mistaken for something else when read aloud. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** Some 59 bits, in a form that is told over the phone. */
export const newOneTimePassword = (): string => [group(), group(), group()].join('-');
