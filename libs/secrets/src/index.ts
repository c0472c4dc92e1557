export { PasswordHashing } from './password-hashing.js';
export { Safe } from './safe.js';
export { newToken, sha256 } from './tokens.js';
