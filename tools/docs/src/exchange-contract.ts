import { exchangeContractDocument } from './exchange-contract/document.js';
import type { GeneratedDocument } from './generated-document.js';

/** The exchange contract as an OpenAPI document. */
export const exchangeContract: GeneratedDocument = {
  path: 'docs/exchange-contract.openapi.json',
  render: () => `${JSON.stringify(exchangeContractDocument(), null, 2)}\n`,
};
