import { exchangeContract } from './exchange-contract.js';
import type { GeneratedDocument } from './generated-document.js';
import { registerPage } from './register-page.js';

/** Every document that is made from code. */
export const DOCUMENTS: readonly GeneratedDocument[] = [
  { path: 'docs/register.md', render: registerPage },
  exchangeContract,
];
