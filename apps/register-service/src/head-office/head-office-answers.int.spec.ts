import { randomUUID } from 'node:crypto';
import { headOfficeAnswers, reachingCommands } from '@encaisse/contracts';
import { code, RegisterHouse, value } from '../../test/register-house.js';
import { StoreBuilder, type TillAtHand } from '../../test/store-builder.js';

const { readAnswer, voidCommand } = headOfficeAnswers;
const { renameTill } = reachingCommands;
const NOTHING = { took: false, answer: null };

describe('what became of a command of head office', () => {
  let house: RegisterHouse;
  let till: TillAtHand;
  const named = (name: string, key: string = randomUUID()) => ({
    ...{ idempotencyKey: key, administrator: 'claire@chaine.example', tillId: till.tillId, name },
  });

  beforeAll(async () => {
    house = await RegisterHouse.open('head_office_answers');
    ({ till } = await StoreBuilder.create(house));
  }, 60_000);
  afterAll(() => house?.close(), 60_000);

  it('is what it answered, where it had its effect; it cannot be voided then', async () => {
    const asked = named('Accueil');
    const commandId = asked.idempotencyKey;
    expect(value(await house.ask(readAnswer, { commandId }))).toEqual(NOTHING);
    const answer = value(await house.ask(renameTill, asked));
    const took = { took: true, answer };
    expect(value(await house.ask(readAnswer, { commandId }))).toEqual(took);
    expect(value(await house.ask(voidCommand, { commandId }))).toEqual(took);
    expect(value(await house.ask(renameTill, asked))).toEqual(answer);
  });

  it('is nothing once it was voided, however late it comes', async () => {
    const asked = named('Trop tard');
    const commandId = asked.idempotencyKey;
    for (const again of [1, 2]) {
      expect([again, value(await house.ask(voidCommand, { commandId }))]).toEqual([again, NOTHING]);
    }
    expect(code(await house.ask(renameTill, asked))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(value(await house.ask(readAnswer, { commandId }))).toEqual(NOTHING);
  });

  it('is one of the two, whichever was first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const asked = named(`Poste ${round}`);
      const commandId = asked.idempotencyKey;
      const [voided, renamed] = await Promise.all([
        house.ask(voidCommand, { commandId }),
        house.ask(renameTill, asked),
      ]);
      expect(value(voided).took).toBe(renamed.ok);
      const rows = await house.admin.query('SELECT name FROM register_tills WHERE till_id = ?', [
        till.tillId,
      ]);
      expect(rows[0].name === asked.name).toBe(renamed.ok);
    }
  });

  it('holds for a refusal, which takes no key', async () => {
    const asked = { ...named('Rien'), tillId: randomUUID() };
    expect(code(await house.ask(renameTill, asked))).toBe('TILL_UNKNOWN');
    const { idempotencyKey: commandId } = asked;
    expect(value(await house.ask(readAnswer, { commandId }))).toEqual(NOTHING);
  });
});
