import { type ApprovalAct, RIGHTS, type storeHeaderChange } from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { DayFailure, granted } from '../api.js';
import type { BackOffice } from '../back-office.js';
import { type Floor, importRegister, LOCAL_RESPONSABLE, loginOf } from '../floor.js';
import { Operator } from '../head-office/operator.js';
import type { HeadOfficeClient } from '../head-office-client.js';
import { registerName } from '../report.js';
import { enrolPage } from '../till-client.js';

const STORE = { code: 'S04', name: 'Les Trois Halles Annecy' } as const;
const HEADER: z.input<typeof storeHeaderChange> = {
  name: STORE.name,
  addressLines: ['1 quai des Vieilles-Prisons', '74000 Annecy'],
  siret: '99912045400049',
  naf: '47.11D',
  vatNumber: 'FR70999120454',
  phone: '04 65 71 00 04',
  footerLines: ['Merci de votre visite'],
};
const REASON = 'Poste volé avant l’ouverture, plainte déposée';

/** Who is at head office, and what she sets a store up with. */
export interface AnnecyCast {
  readonly gatewayUrl: string;
  readonly administrator: HeadOfficeClient;
  readonly operator: Operator;
  readonly backOffice: BackOffice;
  /** A till that is enrolled, with all that a day on it needs. */
  readonly floorOf: (name: string, credential: string) => Promise<Floor>;
}

/** A stand that head office puts up, and whose till is stolen: its register never comes back. Each day has another register and till. */
export async function playAnnecy(cast: AnnecyCast): Promise<void> {
  const { administrator, operator, gatewayUrl } = cast;
  const { floor, tillId, registerId } = await putUp(cast);
  try {
    const seller = await loginOf(floor, LOCAL_RESPONSABLE);
    await importRegister(floor, registerId, seller);
    const clock = await operator.requestApproval(registerId, { action: 'CORRECT_CLOCK' }, REASON);
    floor.refusals.expect('correct a clock that is right', 'CLOCK_NOT_BEHIND', clock);
    await rename(cast, { floor, tillId, registerId });
    granted('open', await floor.till.open(registerId, seller, 5_000));
    await administrator.revokeTill(tillId);
    const asked = await floor.till.context();
    floor.refusals.expect('a stolen till asks for its screen', 'TILL_REVOKED', asked);
  } finally {
    floor.till.close();
  }
  const second = new Operator(gatewayUrl, administrator.token);
  await atHeadOffice({ first: operator, second, registerId }, { action: 'FORCE_RELEASE' });
  await atHeadOffice({ first: operator, second, registerId }, { action: 'WRITE_OFF' });
  const again = await operator.requestApproval(registerId, { action: 'WRITE_OFF' }, REASON);
  floor.refusals.expect('write off what is retired', 'REGISTER_OUT_OF_SERVICE', again);
  console.log(`  ✓ the till of ${STORE.name} was stolen: revoked, its register released and written off`);
}

/** What is created here is known to GesPx first: data are imported for what it knows. */
async function putUp({ administrator, backOffice, gatewayUrl, floorOf }: AnnecyCast): Promise<Stand> {
  const known = (await administrator.stores()).find(({ code }) => code === STORE.code);
  const { storeId } = known ?? (await administrator.createStore({ ...STORE, toleranceCents: 0 })).store;
  const used = (await administrator.registers()).filter((register) => register.storeId === storeId);
  const number = 1 + Math.max(0, ...used.map((register) => register.number));
  await backOffice.ask('PUT', `/stores/${STORE.code}`, HEADER);
  await backOffice.ask('PUT', `/stores/${STORE.code}/registers/${number}`);
  const owner = { name: 'Agathe Vidal', rights: RIGHTS };
  await backOffice.ask('PUT', `/stores/${STORE.code}/sellers/R01`, owner);
  const { registerId } = await administrator.createRegister(storeId, { number, name: registerName(number) });
  const { till } = await administrator.createTill(storeId, { code: `T${number}`, name: `Stand ${number}` });
  const { code } = await administrator.issueEnrolmentCode(till.tillId, 'PAGE');
  const credential = await enrolPage(gatewayUrl, code);
  const floor = await floorOf(`${STORE.code}-${till.code}`, credential);
  return { floor, tillId: till.tillId, registerId };
}

interface Stand {
  readonly floor: Floor;
  readonly tillId: string;
  readonly registerId: string;
}

/** The till reads its new names the next time it asks. */
async function rename({ operator }: AnnecyCast, { floor, tillId, registerId }: Stand): Promise<void> {
  granted('rename a till', await operator.renameTill(tillId, 'Stand du lac'));
  granted('rename a register', await operator.renameRegister(registerId, 'CAISSE DU LAC'));
  const { till, registers } = granted('read the opening screen', await floor.till.context());
  const register = registers.find((one) => one.registerId === registerId);
  if (till.name !== 'Stand du lac' || register?.name !== 'CAISSE DU LAC')
    throw new DayFailure('rename', `the till reads « ${till.name} », « ${register?.name} »`);
}

interface TwoAtHeadOffice {
  readonly first: Operator;
  readonly second: Operator;
  readonly registerId: string;
}

/** Two people of head office act on a register whose store has nobody to ask. */
async function atHeadOffice({ first, second, registerId }: TwoAtHeadOffice, act: ApprovalAct): Promise<void> {
  const approvalId = uuidv7();
  granted(`ask for ${act.action}`, await first.requestApproval(registerId, act, REASON, approvalId));
  await second.approve(approvalId);
}
