import { adminCommands, type ErrorCode, reachingCommands } from '@encaisse/contracts';
import { granted } from '../../tools/demo-day/src/api.js';
import { enrolPage, TillClient } from '../../tools/demo-day/src/till-client.js';
import { addressOf } from '../../tools/launch/services.mjs';
import type { HeadOfficeAtWork } from './head-office-at-work.js';

const PASSWORD = 'un mot de passe à soi';

/** What an administrator sets up, in the order in which a chain grows. */
export function settingUp(house: () => HeadOfficeAtWork): void {
  const gateway = () => addressOf(house().stack.scene, 'gateway');
  const refusal = (code: ErrorCode) => ({ ok: false, problem: { code } });

  let storeId: string;
  let firstPin: string;
  let tillId: string;
  let registerId: string;
  let page: TillClient;
  afterAll(() => page?.close());

  it('creates a store with its first responsable, whose PIN is told and not kept', async () => {
    const { administrator, watch } = house();
    const body = { code: 'S09', name: 'Les Trois Halles Brest', toleranceCents: 100 };
    const { reply } = adminCommands.createStore;
    const { answer, commandId, correlationId } = await administrator.order({
      ...{ operation: 'createStore', path: '/stores', body, reply },
    });
    storeId = answer.store.storeId;
    firstPin = answer.responsable.pin;
    expect(answer).toMatchObject({ store: body, responsable: { sellerCode: 'RESP' } });
    const command = await administrator.command(commandId);
    expect(command).toMatchObject({ storeId, answer: { store: { storeId } } });
    expect(JSON.stringify(command)).not.toContain(firstPin);
    expect(await watch.described(correlationId)).toMatchObject({ ...body, tills: [], registers: [] });
  });

  it('creates a till in it, whose page is enrolled with a code', async () => {
    const { administrator, watch } = house();
    const { reply } = adminCommands.createTill;
    const body = { code: 'T1', name: 'Poste 1' };
    const { answer, correlationId } = await administrator.order({
      ...{ operation: 'createTill', path: `/stores/${storeId}/tills`, body, reply },
    });
    ({ tillId } = answer.till);
    expect((await watch.described(correlationId)).tills).toEqual([{ tillId, ...body, revoked: false }]);
    const code = answer.enrolmentCodes.find(({ device }) => device === 'PAGE')?.code ?? '';
    page = new TillClient(gateway(), await enrolPage(gateway(), code));
    expect(granted('look', await page.context())).toMatchObject({ store: { storeId }, till: { tillId } });
    granted('use the first PIN', await page.setPassword('RESP', firstPin, PASSWORD));
  });

  it('creates a register in it, which the till shows', async () => {
    const { administrator, watch } = house();
    const { reply } = adminCommands.createRegister;
    const body = { number: 1, name: 'CAISSE 01' };
    const { answer, correlationId } = await administrator.order({
      ...{ operation: 'createRegister', path: `/stores/${storeId}/registers`, body, reply },
    });
    ({ registerId } = answer);
    expect((await watch.described(correlationId)).registers).toEqual([{ registerId, ...body }]);
    const { registers } = granted('look', await page.context());
    expect(registers).toMatchObject([{ registerId, ...body, state: 'AWAITING_IMPORT' }]);
  });

  it('gives a seller a PIN, which she chooses a password with', async () => {
    const [operator] = house().operators;
    const { watch } = house();
    const { reply } = adminCommands.givePinFromHeadOffice;
    const { answer, commandId, correlationId } = await operator.order({
      ...{ operation: 'givePin', path: `/stores/${storeId}/sellers/RESP/pin`, reply },
    });
    expect(JSON.stringify(await operator.command(commandId))).not.toContain(answer.pin);
    expect(await watch.of(correlationId)).toMatchObject([{ storeId, cause: { type: 'pinGiven' } }]);
    granted('use the PIN', await page.setPassword('RESP', answer.pin, `${PASSWORD} neuf`));
  });

  it('renames a till and a register', async () => {
    const [operator] = house().operators;
    const { watch } = house();
    const till = await operator.order({
      operation: 'renameTill',
      path: `/tills/${tillId}/name`,
      body: { name: 'Poste accueil' },
      reply: reachingCommands.renameTill.reply,
    });
    const register = await operator.order({
      operation: 'renameRegister',
      path: `/registers/${registerId}/name`,
      body: { name: 'CAISSE ACCUEIL' },
      reply: reachingCommands.renameRegister.reply,
    });
    expect(granted('look', await page.context())).toMatchObject({
      till: { name: 'Poste accueil' },
      registers: [{ name: 'CAISSE ACCUEIL' }],
    });
    expect((await watch.described(till.correlationId)).tills).toMatchObject([{ name: 'Poste accueil' }]);
    const { registers } = await watch.described(register.correlationId);
    expect(registers).toMatchObject([{ name: 'CAISSE ACCUEIL' }]);
  });

  it('changes how a store counts', async () => {
    const { administrator, watch } = house();
    const { reply } = adminCommands.changeStoreSettings;
    const body = { toleranceCents: 250, blindCount: false };
    const { correlationId } = await administrator.order({
      ...{ operation: 'changeStoreSettings', path: `/stores/${storeId}/settings`, body, reply },
    });
    expect(granted('look', await page.context()).store).toMatchObject(body);
    expect(await watch.described(correlationId)).toMatchObject({ toleranceCents: 250 });
  });

  it('revokes a till, which is heard no more', async () => {
    const { administrator, watch } = house();
    const { reply } = adminCommands.revokeTill;
    const { answer, correlationId } = await administrator.order({
      ...{ operation: 'revokeTill', path: `/tills/${tillId}/revoke`, reply },
    });
    expect(answer.revokedAt).not.toBeNull();
    expect(await page.context()).toMatchObject(refusal('TILL_REVOKED'));
    expect((await watch.described(correlationId)).tills).toMatchObject([{ tillId, revoked: true }]);
  });

  it('enrols it again with a code, which is told and not kept', async () => {
    const { administrator, watch } = house();
    const { reply } = adminCommands.issueEnrolmentCode;
    const { answer, commandId } = await administrator.order({
      operation: 'issueEnrolmentCode',
      path: `/tills/${tillId}/enrolment-codes`,
      body: { device: 'PAGE' },
      reply,
    });
    const command = await administrator.command(commandId);
    expect(command).toMatchObject({ storeId, tillId });
    expect(JSON.stringify(command)).not.toContain(answer.code);
    const before = watch.changes.length;
    page.close();
    page = new TillClient(gateway(), await enrolPage(gateway(), answer.code));
    expect(granted('look', await page.context()).till).toMatchObject({ tillId, revokedAt: null });
    await watch.change((change) => watch.changes.indexOf(change) >= before && change.storeId === storeId);
    const described = watch.changes.slice(before).filter((change) => change.storeId === storeId);
    expect(described).toMatchObject([{ store: { tills: [{ tillId, revoked: false }] } }]);
  });
}
