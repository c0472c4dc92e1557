import { asyncApi } from './asyncapi.js';
import { configuration } from './configuration.js';
import { edgeCasesPage } from './edge-cases-page.js';
import { errorsPage } from './errors-page.js';
import { eventsPage } from './events-page.js';
import { exchangeContract } from './exchange-contract.js';
import { gatewayOpenApi } from './gateway-openapi.js';
import type { GeneratedDocument } from './generated-document.js';
import { registerPage } from './register-page.js';

/** Every document that is made from code. */
export const DOCUMENTS: readonly GeneratedDocument[] = [
  { path: 'docs/register.md', render: registerPage },
  { path: 'docs/errors.md', render: errorsPage },
  { path: 'docs/events.md', render: eventsPage },
  { path: 'docs/edge-cases.md', render: () => edgeCasesPage() },
  asyncApi,
  gatewayOpenApi,
  exchangeContract,
  configuration,
];
