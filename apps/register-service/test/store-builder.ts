import { randomUUID } from 'node:crypto';
import {
  adminCommands,
  adminQueries,
  type Outcome,
  type RegisterView,
  type ReplyOf,
  RIGHTS,
  type StoreView,
  tillCommands,
} from '@encaisse/contracts';
import type { CatalogueSeller } from './catalogue.js';
import { type RegisterHouse, value } from './register-house.js';

/** Who every test store has once an import has come, each with this password once `withPasswords` was called. */
export const SELLERS: readonly CatalogueSeller[] = [
  { code: 'R01', name: 'Camille Robin', rights: RIGHTS },
  { code: 'V01', name: 'Dominique Petit', rights: ['CONNECT'] },
  { code: 'V02', name: 'Claude Moreau', rights: ['CONNECT', 'OPEN'] },
];
export const PASSWORD = 'un mot de passe à soi';
export const RESPONSABLE = { code: 'RESP', password: PASSWORD } as const;

const administrator = 'admin';
let storesMade = 0;

export interface TillAtHand {
  readonly tillId: string;
  readonly credential: string;
  readonly agentCredential: string;
}

/** Builds stores and brings their registers into states, by commands alone. */
export class StoreBuilder {
  private constructor(
    readonly house: RegisterHouse,
    readonly storeId: string,
    readonly storeCode: string,
  ) {}

  /** A new store whose local responsable RESP has chosen `PASSWORD` at its first till. */
  static async create(
    house: RegisterHouse,
    settings: Partial<Pick<StoreView, 'toleranceCents' | 'blindCount' | 'drawerOnCashSale'>> = {},
  ): Promise<{ store: StoreBuilder; till: TillAtHand }> {
    storesMade += 1;
    const storeCode = `S${String(storesMade).padStart(3, '0')}`;
    const made = value(
      await house.ask(adminCommands.createStore, {
        idempotencyKey: randomUUID(),
        administrator,
        code: storeCode,
        name: `Magasin ${storesMade}`,
        timeZone: 'Europe/Paris',
        toleranceCents: settings.toleranceCents ?? 0,
        maxDatasetAgeHours: 72,
        blindCount: settings.blindCount ?? true,
        drawerOnCashSale: settings.drawerOnCashSale ?? false,
        responsable: { code: RESPONSABLE.code, name: 'Responsable' },
      }),
    );
    const store = new StoreBuilder(house, made.store.storeId, storeCode);
    const till = await store.till('T1');
    value(await store.choosePassword(till, RESPONSABLE.code, made.responsable.pin));
    return { store, till };
  }

  choosePassword(
    till: TillAtHand,
    sellerCode: string,
    pin: string,
    newPassword: string = PASSWORD,
  ): Promise<Outcome<ReplyOf<typeof tillCommands.setPassword>>> {
    return this.house.ask(tillCommands.setPassword, {
      ...asked(till),
      sellerCode,
      pin,
      newPassword,
    });
  }

  /** A till with both of its devices enrolled. */
  async till(tillCode: string): Promise<TillAtHand> {
    const { till, enrolmentCodes } = value(
      await this.house.ask(adminCommands.createTill, {
        idempotencyKey: randomUUID(),
        administrator,
        storeId: this.storeId,
        code: tillCode,
        name: `Poste ${tillCode}`,
      }),
    );
    const credentials = new Map<string, string>();
    for (const { code, device } of enrolmentCodes) {
      const enrolled = value(await this.house.ask(tillCommands.enrolTill, { code, natsPublicKey: null }));
      credentials.set(device, enrolled.credential);
    }
    const [credential, agentCredential] = [credentials.get('PAGE'), credentials.get('AGENT')];
    if (!credential || !agentCredential) throw new Error('a till has a page and an agent');
    return { tillId: till.tillId, credential, agentCredential };
  }

  async register(number: number): Promise<RegisterView> {
    return value(
      await this.house.ask(adminCommands.createRegister, {
        idempotencyKey: randomUUID(),
        administrator,
        storeId: this.storeId,
        number,
      }),
    );
  }

  async view(registerId: string): Promise<RegisterView> {
    const asked = { storeId: this.storeId, limit: 1_000 };
    const { registers } = value(await this.house.ask(adminQueries.listRegisters, asked));
    const found = registers.find((register) => register.registerId === registerId);
    if (!found) throw new Error(`no register ${registerId}`);
    return found;
  }

  /** IMPORTING. */
  async startImport(till: TillAtHand, registerId: string): Promise<string> {
    const request = { ...asked(till), registerId, seller: RESPONSABLE };
    return value(await this.house.ask(tillCommands.startImport, request)).jobId;
  }

  /** READY. */
  async import(till: TillAtHand, registerId: string, sellers = SELLERS): Promise<void> {
    value(await this.house.sync.succeedImport(await this.startImport(till, registerId), sellers));
  }

  /** OPEN, from READY or TO_EXPORT. */
  async open(till: TillAtHand, registerId: string, openingFloatCents = 15_000) {
    const request = { ...asked(till), registerId, seller: RESPONSABLE, openingFloatCents };
    return value(await this.house.ask(tillCommands.openRegister, request));
  }

  /** A seller's own password, by a PIN that the responsable gives her. */
  async givePassword(till: TillAtHand, sellerCode: string): Promise<void> {
    const request = { ...asked(till), sellerCode, seller: RESPONSABLE };
    const { pin } = value(await this.house.ask(tillCommands.givePin, request));
    value(await this.choosePassword(till, sellerCode, pin));
  }

  async connect(till: TillAtHand, registerId: string, sellerCode: string = RESPONSABLE.code) {
    const seller = { code: sellerCode, password: PASSWORD };
    return value(await this.house.ask(tillCommands.connect, { ...asked(till), registerId, seller }));
  }

  /** TO_EXPORT: an opening and a closing that counts the float again, with nothing sold. */
  async day(till: TillAtHand, registerId: string, openingFloatCents = 15_000) {
    const session = await this.open(till, registerId, openingFloatCents);
    await this.close(till, registerId, openingFloatCents);
    return session;
  }

  /** TO_EXPORT, from OPEN. */
  async close(till: TillAtHand, registerId: string, countedCashCents: number) {
    const closingId = randomUUID();
    const request = { registerId, closingId, seller: RESPONSABLE, forcePending: false };
    value(await this.house.ask(tillCommands.startClosing, { ...asked(till), ...request }));
    const counted = { countedCashCents, forceUsers: true, acceptDifference: false };
    return value(await this.house.ask(tillCommands.submitCount, { ...asked(till), ...request, ...counted }));
  }

  /** EXPORTING. */
  async startExport(till: TillAtHand, registerId: string): Promise<string> {
    const exportId = randomUUID();
    const request = { ...asked(till), registerId, exportId, seller: RESPONSABLE };
    value(await this.house.ask(tillCommands.startExport, request));
    return exportId;
  }
}

/** What every command of a till's page carries, with a key of its own. */
export const asked = ({ credential }: Pick<TillAtHand, 'credential'>) => ({
  tillCredential: credential,
  idempotencyKey: randomUUID(),
});
