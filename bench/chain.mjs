import { granted } from './api.mjs';

/** @import { z } from 'zod' */
/** @import { adminCommands, adminLoginReply, ReplyOf, TillContext, tillCommands } from '@encaisse/contracts' */

/**
 * A chain made for the bench: every register has a till of its own, ten to a store, and each store one seller who may
 * do everything.
 *
 * @typedef {{ gateway: string, admin: { user: string, password: string } }} House
 * @typedef {{ storeCode: string, number: number, registerId: string, credential: string }} Till
 */

const REGISTERS_PER_STORE = 10;
const PASSWORD = 'bench-password-2026';
export const SELLER = { code: 'R01', password: PASSWORD };
const LOCAL_RESPONSABLE = { code: 'RESP', password: PASSWORD };

/** @param {number} registers */
const storesOf = (registers) =>
  Array.from({ length: Math.ceil(registers / REGISTERS_PER_STORE) }, (_, index) => ({
    code: `B${String(index + 1).padStart(3, '0')}`,
    numbers: Array.from(
      { length: Math.min(REGISTERS_PER_STORE, registers - index * REGISTERS_PER_STORE) },
      (_, number) => number + 1,
    ),
  }));

/**
 * The same chain as head office's chain file.
 * @param {number} registers
 * @param {readonly string[]} rights of the one seller
 */
export const chainFileOf = (registers, rights) => ({
  stores: storesOf(registers).map(({ code, numbers }) => ({
    storeCode: code,
    header: {
      name: `Magasin ${code}`,
      addressLines: ['1 rue du Banc'],
      siret: '99912045400015',
      naf: '47.11D',
      vatNumber: 'FR70999120454',
      phone: '',
      footerLines: [],
    },
    registers: numbers,
    sellers: [{ sellerCode: SELLER.code, name: 'Vendeuse', rights: [...rights] }],
  })),
});

/**
 * Stores, tills and registers through the public API, each till enrolled; then a first import, which brings the sellers.
 * @param {House} house
 * @param {number} registers
 * @returns {Promise<readonly Till[]>}
 */
export async function makeChain({ gateway, admin }, registers) {
  /** @type {z.output<typeof adminLoginReply>} */
  const { token } = await granted('POST', `${gateway}/head-office/login`, { body: admin });
  /** @template T @param {string} path @param {unknown} [body] @returns {Promise<T>} */
  const ask = (path, body = {}) => granted('POST', `${gateway}/head-office${path}`, { bearer: token, body });
  /** @type {Till[]} */
  const tills = [];
  for (const { code, numbers } of storesOf(registers)) {
    /** @type {ReplyOf<typeof adminCommands.createStore>} */
    const { store, responsable } = await ask('/stores', { code, name: `Magasin ${code}` });
    for (const number of numbers) {
      /** @type {ReplyOf<typeof adminCommands.createRegister>} */
      const { registerId } = await ask(`/stores/${store.storeId}/registers`, { number });
      /** @type {ReplyOf<typeof adminCommands.createTill>} */
      const { enrolmentCodes } = await ask(`/stores/${store.storeId}/tills`, {
        code: `T${number}`,
        name: `Poste ${number}`,
      });
      const page = enrolmentCodes.find(({ device }) => device === 'PAGE');
      if (page === undefined) throw new Error('a till without a code for its page');
      /** @type {ReplyOf<typeof tillCommands.enrolTill>} */
      const { credential } = await granted('POST', `${gateway}/till/enrol`, {
        body: { code: page.code, natsPublicKey: null },
      });
      tills.push({ storeCode: code, number, registerId, credential });
    }
    const first = tills.at(-1);
    if (first === undefined) throw new Error('a store without a register');
    await choosePassword(gateway, first, responsable);
    await importData(gateway, first, LOCAL_RESPONSABLE);
    /** @type {ReplyOf<typeof adminCommands.givePinFromHeadOffice>} */
    const seller = await ask(`/stores/${store.storeId}/sellers/${SELLER.code}/pin`);
    await choosePassword(gateway, first, seller);
  }
  return tills;
}

/**
 * @param {string} gateway
 * @param {Till} till
 * @param {{ sellerCode: string, pin: string }} given
 */
async function choosePassword(gateway, { credential }, { sellerCode, pin }) {
  await granted('POST', `${gateway}/till/sellers/${sellerCode}/password`, {
    bearer: credential,
    body: { pin, newPassword: PASSWORD },
  });
}

/**
 * Imports and waits for the register to say so.
 * @param {string} gateway
 * @param {Till} till
 * @param {{ code: string, password: string }} seller
 */
export async function importData(gateway, till, seller) {
  const { credential: bearer, registerId } = till;
  await granted('POST', `${gateway}/till/registers/${registerId}/import`, { bearer, body: { seller } });
  await untilState(gateway, till, 'READY');
}

const POLL_MS = 250;
const PATIENCE_MS = 180_000;

/**
 * @param {string} gateway
 * @param {Till} till
 * @param {string} state
 */
export async function untilState(gateway, { credential: bearer, registerId }, state) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    /** @type {TillContext} */
    const { registers } = await granted('GET', `${gateway}/till/context`, { bearer });
    const known = registers.find((register) => register.registerId === registerId)?.state;
    if (known === state) return;
    if (Date.now() > deadline) throw new Error(`the register stays ${known}, expected ${state}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
