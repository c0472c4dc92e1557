import type { RpcContract } from '@encaisse/contracts';
import * as contracts from '@encaisse/contracts';

export type ContractMap = Readonly<Record<string, RpcContract>>;

const isContract = (value: unknown): value is RpcContract =>
  typeof value === 'object' && value !== null && 'subject' in value && 'request' in value && 'reply' in value;
const isContractMap = (value: unknown): value is ContractMap =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every(isContract);

/** Who asks whom, for each map of contracts that libs/contracts exports. */
const CHAPTERS: Readonly<Record<string, string>> = {
  tillCommands: 'What tills ask: gateway → register-service',
  ticketCommands: 'What connected sellers do to tickets: gateway → register-service',
  importCommands: 'What can be done about a job that goes badly: gateway → register-service',
  pricingCommands: 'Quantities, prices and discounts of drafts: gateway → register-service',
  peopleCommands: 'What people do for one another at a till: gateway → register-service',
  peopleQueries: 'Who is connected: gateway → register-service',
  approvalCommands: 'What takes two people: gateway → register-service',
  approvalQueries: 'What takes two people, read: gateway → register-service',
  cashCommands: 'What connected sellers do with the drawer: gateway → register-service',
  cashQueries: 'What tills read of the drawer: gateway → register-service',
  tillQueries: 'What tills read: gateway → register-service',
  refundCommands: 'Giving back what was sold: gateway → register-service',
  lateTicketCommands: 'Tickets that come too late: gateway → register-service',
  lateTicketQueries: 'Tickets that came too late, read: gateway → register-service',
  catalogueQueries: 'Looking articles up: gateway → register-service',
  refundQueries: 'Finding sold tickets again: gateway → register-service',
  adminCommands: 'What head office sets up: gateway → register-service',
  reachingCommands: 'What head office does in a store that runs: gateway → register-service',
  messageCommands: 'What head office says to those at the tills: gateway → register-service',
  messageQueries: 'What tills show of it: gateway → register-service',
  publishedMessageQueries: 'Messages to tills, and who has read them: gateway → supervision-service',
  headOfficeAnswers: 'What became of a command of head office: supervision-service → register-service',
  adminQueries: 'What head office reads: gateway → register-service',
  syncCommands: 'Jobs: register-service → sync-service',
  syncQueries: 'Jobs, read: gateway → sync-service',
  datasetQueries: 'Whose data are fetched ahead: sync-service → register-service',
  syncReports: 'What became of a job: sync-service → register-service',
  acceptanceCommands: 'Refused days accepted apart: register-service → sync-service',
  acceptanceReports: 'What head office answered to an acceptance: sync-service → register-service',
  exportQueries: 'What an export sends, read back: sync-service → register-service',
  streamCommands: 'What happens, told to head office: register-service → supervision-service',
  supervisionCommands: 'What head office has done in stores: gateway → supervision-service',
  commandQueries: 'What head office had done in stores, read: gateway → supervision-service',
  supervisionQueries: 'What head office sees: gateway → supervision-service',
  sessionQueries: 'Days, differences and jobs of all stores: gateway → supervision-service',
  soldTicketQueries: 'Tickets of all stores: gateway → supervision-service',
  salesQueries: 'What all stores sold: gateway → supervision-service',
  timelineQueries: 'What happened to a register: gateway → supervision-service',
  loginCommands: 'How users of head office log in: gateway → supervision-service',
  accountCommands: 'What users of head office do for themselves: gateway → supervision-service',
  accountQueries: 'What users of head office read of themselves: gateway → supervision-service',
  userCommands: 'Users and keys, set up: gateway → supervision-service',
  userQueries: 'Users and keys, read: gateway → supervision-service',
  accessQueries: 'Who a token is of, which store a till is of: gateway → supervision-service',
  alertQueries: 'Alerts, read: gateway → supervision-service',
  alertCommands: 'Alerts, looked after: gateway → supervision-service',
  alertDeliveryQueries: 'Who is told of alerts, and what was sent: gateway → supervision-service',
  alertDeliveryCommands: 'Who is told of alerts, set up: gateway → supervision-service',
  printingCommands: 'What a till does about its printer: gateway → register-service',
  printingQueries: 'What a till reads of its printer: gateway → register-service',
  printingContracts: "A till's printer agent → register-service, on the till's own subjects",
};

export interface ContractGroup {
  /** As libs/contracts exports it. */
  readonly name: string;
  /** Who asks whom. */
  readonly title: string;
  readonly contracts: ContractMap;
}

/** The maps of contracts that libs/contracts exports, in the order of their chapters. One that nobody described stops here. */
export function contractGroups(): readonly ContractGroup[] {
  const maps = new Map(
    Object.entries<unknown>({ ...contracts }).flatMap(([name, value]) =>
      isContractMap(value) ? [[name, value] as const] : [],
    ),
  );
  const undescribed = [...maps.keys()].filter((name) => !Object.hasOwn(CHAPTERS, name));
  if (undescribed.length > 0)
    throw new Error(`contract-groups.ts does not say who asks whom in ${undescribed.join(', ')}`);
  return Object.entries(CHAPTERS).map(([name, title]) => ({
    name,
    title,
    contracts: maps.get(name) ?? {},
  }));
}
