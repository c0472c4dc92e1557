import {
  adminCommands,
  adminQueries,
  catalogueQueries,
  exportQueries,
  importCommands,
  lateTicketCommands,
  lateTicketQueries,
  pricingCommands,
  printingContracts,
  type RpcContract,
  refundCommands,
  refundQueries,
  syncReports,
  ticketCommands,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { code, RegisterHouse } from '../test/register-house.js';

const CONTRACTS: readonly (readonly [string, RpcContract])[] = Object.entries({
  ...tillCommands,
  ...ticketCommands,
  ...importCommands,
  ...adminCommands,
  ...syncReports,
  ...tillQueries,
  ...pricingCommands,
  ...catalogueQueries,
  ...refundQueries,
  ...lateTicketCommands,
  ...lateTicketQueries,
  ...refundCommands,
  ...adminQueries,
  ...exportQueries,
});

describe('register-service', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('service');
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  it.each(CONTRACTS)('serves %s, and refuses what is not its request', async (_name, contract) => {
    const malformed = { surprise: true } as never;
    expect(code(await house.ask(contract, malformed))).toBe('BODY_INVALID');
  });

  it.each(Object.entries(printingContracts))(
    "serves %s on each till's own subject",
    async (_name, contract) => {
      const malformed = { surprise: true } as never;
      expect(code(await house.bus.requestAsTill(contract, 'some-till', malformed))).toBe('BODY_INVALID');
    },
  );

  it.each(['live', 'ready'])('says over HTTP that it is %s', async (probe) => {
    const answer = await house.app.inject({ method: 'GET', url: `/health/${probe}` });
    expect(answer.statusCode).toBe(200);
  });
});
