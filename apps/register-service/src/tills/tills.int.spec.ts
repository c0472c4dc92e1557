import { randomUUID } from 'node:crypto';
import { adminCommands, adminQueries, tillCommands, tillQueries } from '@encaisse/contracts';
import { createNatsOperator, newUserKey } from '@encaisse/messaging';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder } from '../../test/store-builder.js';

const admin = () => ({ idempotencyKey: randomUUID(), administrator: 'admin' });

describe('tills and their credentials', () => {
  let house: RegisterHouse;
  beforeAll(async () => {
    house = await RegisterHouse.open('tills', { ENROLMENT_CODE_MINUTES: '10' });
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  const identify = (tillCredential: string) => house.ask(tillQueries.identifyTill, { tillCredential });
  const enrol = (enrolmentCode: string) =>
    house.ask(tillCommands.enrolTill, { code: enrolmentCode, natsPublicKey: null });
  const newCode = async (tillId: string, device: 'PAGE' | 'AGENT' = 'PAGE') =>
    value(await house.ask(adminCommands.issueEnrolmentCode, { ...admin(), tillId, device })).code;

  it('lets each device of a till prove itself with a credential of its own', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const page = value(await identify(till.credential));
    expect(page).toMatchObject({ tillId: till.tillId, tillCode: 'T1', storeCode: store.storeCode });
    expect(page.device).toBe('PAGE');
    expect(value(await identify(till.agentCredential)).device).toBe('AGENT');
    expect(code(await identify('a-credential-that-nobody-ever-gave'))).toBe('TILL_NOT_ENROLLED');
  });

  it('takes an enrolment code once, with or without its hyphen', async () => {
    const { till } = await StoreBuilder.create(house);
    const issued = await newCode(till.tillId);
    expect(issued).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/u);
    value(await enrol(issued.replace('-', '')));
    expect(code(await enrol(issued))).toBe('ENROLMENT_CODE_INVALID');
  });

  it('gives one credential when a code is used twice at the same moment', async () => {
    const { till } = await StoreBuilder.create(house);
    const issued = await newCode(till.tillId);
    const answers = await Promise.all([enrol(issued), enrol(issued), enrol(issued)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('repeats an enrolment to the agent whose answer got lost, with a fresh credential, while the code lives', async () => {
    const { till } = await StoreBuilder.create(house);
    const enrolment = { code: await newCode(till.tillId, 'AGENT'), natsPublicKey: newUserKey().publicKey };
    const again = async () => value(await house.ask(tillCommands.enrolTill, enrolment)).credential;
    const lost = await again();
    const other = { ...enrolment, natsPublicKey: newUserKey().publicKey };
    expect(code(await house.ask(tillCommands.enrolTill, other))).toBe('ENROLMENT_CODE_INVALID');
    const credential = await again();
    expect(code(await identify(lost))).toBe('TILL_REVOKED');
    expect(value(await identify(credential)).device).toBe('AGENT');
    value(await identify(await again()));
    house.clock.move(11 * 60_000);
    expect(code(await house.ask(tillCommands.enrolTill, enrolment))).toBe('ENROLMENT_CODE_INVALID');
  });

  it('repeats no enrolment once another code was used or the till was revoked', async () => {
    const { till } = await StoreBuilder.create(house);
    const enrolled = async () => {
      const enrolment = { code: await newCode(till.tillId, 'AGENT'), natsPublicKey: newUserKey().publicKey };
      value(await house.ask(tillCommands.enrolTill, enrolment));
      return enrolment;
    };
    const first = await enrolled();
    const second = await enrolled();
    expect(code(await house.ask(tillCommands.enrolTill, first))).toBe('ENROLMENT_CODE_INVALID');
    value(await house.ask(adminCommands.revokeTill, { ...admin(), tillId: till.tillId }));
    expect(code(await house.ask(tillCommands.enrolTill, second))).toBe('ENROLMENT_CODE_INVALID');
  });

  it('lets an enrolment code expire, and the newer one replace the older', async () => {
    const { till } = await StoreBuilder.create(house);
    const replaced = await newCode(till.tillId);
    const expiring = await newCode(till.tillId);
    expect(code(await enrol(replaced))).toBe('ENROLMENT_CODE_INVALID');
    house.clock.move(11 * 60_000);
    expect(code(await enrol(expiring))).toBe('ENROLMENT_CODE_INVALID');
  });

  it('ends the former credential of a device that is enrolled again, and only that', async () => {
    const { till } = await StoreBuilder.create(house);
    const { credential } = value(await enrol(await newCode(till.tillId)));
    expect(code(await identify(till.credential))).toBe('TILL_REVOKED');
    value(await identify(credential));
    value(await identify(till.agentCredential));
  });

  it('ends every credential and code of a revoked till, and takes it back when it is enrolled anew', async () => {
    const { store, till } = await StoreBuilder.create(house);
    const pending = await newCode(till.tillId, 'AGENT');
    const revoked = value(await house.ask(adminCommands.revokeTill, { ...admin(), tillId: till.tillId }));
    expect(revoked).toMatchObject({ tillId: till.tillId, devices: [], revokedAt: expect.any(String) });
    expect(code(await identify(till.credential))).toBe('TILL_REVOKED');
    expect(code(await identify(till.agentCredential))).toBe('TILL_REVOKED');
    expect(code(await enrol(pending))).toBe('ENROLMENT_CODE_INVALID');
    const { credential } = value(await enrol(await newCode(till.tillId)));
    expect(value(await identify(credential)).tillId).toBe(till.tillId);
    const { stores } = value(await house.ask(adminQueries.listStores, { limit: 500 }));
    const [listed] = stores.find(({ storeId }) => storeId === store.storeId)?.tills ?? [];
    expect(listed).toMatchObject({ code: 'T1', revokedAt: null, devices: [{ device: 'PAGE' }] });
  });

  it('keeps codes and credentials only as hashes', async () => {
    const { till } = await StoreBuilder.create(house);
    const issued = await newCode(till.tillId);
    const tables = ['register_enrolment_codes', 'register_till_credentials', 'register_commands'];
    for (const table of tables) {
      const rows = JSON.stringify(await house.admin.query(`SELECT * FROM ${table}`));
      expect(rows).not.toContain(issued.replace('-', ''));
      expect(rows).not.toContain(till.credential);
    }
  });

  it('gives an agent no NATS identity where the server asks for none', async () => {
    const { till } = await StoreBuilder.create(house);
    const natsPublicKey = newUserKey().publicKey;
    const enrolment = { code: await newCode(till.tillId, 'AGENT'), natsPublicKey };
    expect(value(await house.ask(tillCommands.enrolTill, enrolment)).natsUserJwt).toBeNull();
  });

  it('sets up stores, tills and registers once per key', async () => {
    const { store } = await StoreBuilder.create(house);
    const request = { ...admin(), storeId: store.storeId, code: 'T9', name: 'Poste 9' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => house.ask(adminCommands.createTill, request)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const otherKey = { ...request, ...admin() };
    expect(code(await house.ask(adminCommands.createTill, otherKey))).toBe('CODE_TAKEN');
  });
});

describe('tills on a NATS server in operator mode', () => {
  it('are enrolled with an identity for their own key and their own subjects', async () => {
    const { signer } = await createNatsOperator();
    const house = await RegisterHouse.open('tills_operator', { NATS_TILL_SIGNER: JSON.stringify(signer) });
    const { till } = await StoreBuilder.create(house);
    const request = { ...admin(), tillId: till.tillId, device: 'AGENT' } as const;
    const issued = value(await house.ask(adminCommands.issueEnrolmentCode, request));
    const natsPublicKey = newUserKey().publicKey;
    const enrolment = { code: issued.code, natsPublicKey };
    const { natsUserJwt } = value(await house.ask(tillCommands.enrolTill, enrolment));
    await house.close();
    const [, claims = ''] = natsUserJwt?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: natsPublicKey,
      nats: { issuer_account: signer.accountPublicKey, pub: { allow: [`encaisse.till.${till.tillId}.>`] } },
    });
  }, 60_000);
});
