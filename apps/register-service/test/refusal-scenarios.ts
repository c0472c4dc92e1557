import { randomUUID } from 'node:crypto';
import {
  acceptanceReports,
  adminCommands,
  type ErrorCode,
  importCommands,
  type Outcome,
  type RequestOf,
  syncReports,
  tillCommands,
} from '@encaisse/contracts';
import { type RegisterHouse, value } from './register-house.js';
import { asked, PASSWORD, RESPONSABLE, StoreBuilder, type TillAtHand } from './store-builder.js';
import { TwoPeople } from './two-people.js';

/** A store with one till and one register, and everything one may ask of them. */
export class Scene {
  private constructor(
    readonly house: RegisterHouse,
    readonly store: StoreBuilder,
    readonly till: TillAtHand,
    readonly registerId: string,
  ) {}

  static async set(house: RegisterHouse): Promise<Scene> {
    const { store, till } = await StoreBuilder.create(house);
    const { registerId } = await store.register(1);
    return new Scene(house, store, till, registerId);
  }

  async ready(): Promise<void> {
    await this.store.import(this.till, this.registerId);
  }

  async opened(): Promise<void> {
    await this.ready();
    await this.store.open(this.till, this.registerId);
  }

  /** TO_EXPORT. Returns the session. */
  async closed(): Promise<string> {
    await this.ready();
    return (await this.store.day(this.till, this.registerId)).sessionId;
  }

  async counting(): Promise<void> {
    await this.opened();
    const request = { closingId: randomUUID(), forcePending: false };
    value(await this.house.ask(tillCommands.startClosing, { ...this.#asked(), ...request }));
  }

  #asked(till = this.till) {
    return { ...asked(till), registerId: this.registerId, seller: RESPONSABLE };
  }

  import(till = this.till, registerId = this.registerId) {
    return this.house.ask(tillCommands.startImport, { ...this.#asked(till), registerId });
  }

  open(
    till = this.till,
    seller: { code: string; password: string } = RESPONSABLE,
    more: Partial<RequestOf<typeof tillCommands.openRegister>> = {},
  ) {
    const request = { ...this.#asked(till), seller, openingFloatCents: 15_000, ...more };
    return this.house.ask(tillCommands.openRegister, request);
  }

  connect(seller: { code: string; password: string } = RESPONSABLE) {
    return this.house.ask(tillCommands.connect, { ...this.#asked(), seller });
  }

  disconnect(connectionToken: string) {
    const { seller: _, ...request } = this.#asked();
    return this.house.ask(tillCommands.disconnect, { ...request, connectionToken });
  }

  export(exportId: string = randomUUID(), registerId = this.registerId) {
    return this.house.ask(tillCommands.startExport, { ...this.#asked(), registerId, exportId });
  }

  resend(exportId: string = randomUUID()) {
    return this.house.ask(tillCommands.resendExport, { ...this.#asked(), exportId });
  }

  acknowledge(exportId: string, sessionId: string, ttcCents = 0) {
    const { registerId } = this;
    return this.house.sync.acknowledge({ exportId, registerId }, sessionId, { ticketCount: 0, ttcCents });
  }

  givePin(sellerCode: string) {
    return this.house.ask(tillCommands.givePin, { ...asked(this.till), sellerCode, seller: RESPONSABLE });
  }
}

const admin = () => ({ idempotencyKey: randomUUID(), administrator: 'admin' });
const DATASET = { datasetId: 1, version: 1 };

/** One way to each refusal that this service's own commands and guards can give, tickets, closings and printing apart. */
export const REFUSAL_SCENARIOS = {
  TILL_NOT_ENROLLED: (s) => s.open({ ...s.till, credential: 'a-credential-nobody-ever-gave' }),
  TILL_REVOKED: async (s) => {
    value(await s.house.ask(adminCommands.revokeTill, { ...admin(), tillId: s.till.tillId }));
    return s.open();
  },
  ENROLMENT_CODE_INVALID: (s) =>
    s.house.ask(tillCommands.enrolTill, { code: 'AAAA-AAAA', natsPublicKey: null }),
  CREDENTIALS_INVALID: (s) => s.open(s.till, { code: RESPONSABLE.code, password: 'pas le bon' }),
  SELLER_LOCKED: async (s) => {
    for (let wrong = 0; wrong < 3; wrong += 1) await s.open(s.till, { code: 'NOBODY', password: 'essai' });
    return s.open(s.till, { code: 'NOBODY', password: 'essai' });
  },
  PIN_CHANGE_REQUIRED: async (s) => {
    await s.ready();
    return s.open(s.till, { code: 'V02', password: value(await s.givePin('V02')).pin });
  },
  PASSWORD_TOO_WEAK: (s) => s.store.choosePassword(s.till, RESPONSABLE.code, PASSWORD, 'azerty'),
  RIGHT_MISSING: async (s) => {
    await s.ready();
    await s.store.givePassword(s.till, 'V01');
    return s.open(s.till, { code: 'V01', password: PASSWORD });
  },
  CONNECTION_INVALID: (s) => s.disconnect('a-token-that-nobody-ever-gave'),
  CONNECTION_ENDED: async (s) => {
    await s.opened();
    const { connectionToken } = await s.store.connect(s.till, s.registerId);
    value(await s.disconnect(connectionToken));
    return s.disconnect(connectionToken);
  },
  APPROVAL_UNKNOWN: (s) =>
    s.house.bus.request(acceptanceReports.acceptanceRefused, {
      jobId: randomUUID(),
      registerId: s.registerId,
      exportId: randomUUID(),
      sessionId: randomUUID(),
      code: 'HEAD_OFFICE_REFUSED',
      facts: {},
    }),
  CONNECTION_EXPIRED: async (s) => {
    await s.opened();
    const { connectionToken } = await s.store.connect(s.till, s.registerId);
    s.house.clock.move(16 * 60_000);
    return s.disconnect(connectionToken);
  },
  IDEMPOTENCY_KEY_REUSED: async (s) => {
    const request = { ...admin(), storeId: s.store.storeId, code: 'T8', name: 'Poste 8' };
    value(await s.house.ask(adminCommands.createTill, request));
    return s.house.ask(adminCommands.createTill, { ...request, code: 'T9' });
  },
  ID_REUSED: async (s) => {
    await s.closed();
    const exportId = await s.store.startExport(s.till, s.registerId);
    const { registerId } = await s.store.register(2);
    return s.export(exportId, registerId);
  },
  BODY_INVALID: (s) => s.house.ask(adminCommands.createStore, newStore({ timeZone: 'Europe/Atlantis' })),
  CODE_TAKEN: (s) => s.house.ask(adminCommands.createStore, newStore({ code: s.store.storeCode })),
  STORE_UNKNOWN: (s) =>
    s.house.ask(adminCommands.createRegister, { ...admin(), storeId: randomUUID(), number: 1 }),
  TILL_UNKNOWN: (s) => s.house.ask(adminCommands.revokeTill, { ...admin(), tillId: randomUUID() }),
  SELLER_UNKNOWN: (s) => s.givePin('NOBODY'),
  REGISTER_UNKNOWN: (s) => s.import(s.till, randomUUID()),
  EXPORT_UNKNOWN: async (s) => {
    const sessionId = await s.closed();
    const exportId = await s.store.startExport(s.till, s.registerId);
    value(await s.acknowledge(exportId, sessionId));
    return s.resend();
  },
  JOB_UNKNOWN: (s) => {
    const jobId = randomUUID();
    return s.house.ask(importCommands.retryJob, { ...asked(s.till), jobId, seller: RESPONSABLE });
  },
  JOB_NOT_FAILED: async (s) => {
    const jobId = await s.store.startImport(s.till, s.registerId);
    return s.house.ask(importCommands.retryJob, { ...asked(s.till), jobId, seller: RESPONSABLE });
  },
  SESSION_UNKNOWN: (s) => s.acknowledge(randomUUID(), randomUUID()),

  IMPORT_REQUIRED: (s) => s.open(),
  JOB_RUNNING: async (s) => {
    await s.store.startImport(s.till, s.registerId);
    return s.import();
  },
  IMPORT_NOT_RUNNING: (s) => {
    const { registerId } = s;
    return s.house.sync.report(syncReports.importSucceeded, {
      jobId: randomUUID(),
      registerId,
      dataset: DATASET,
    });
  },
  REGISTER_NOT_OPEN: (s) => s.connect(),
  REGISTER_OPEN: async (s) => {
    await s.opened();
    return s.import();
  },
  AMOUNT_INVALID: async (s) => {
    await s.ready();
    const denominations = [{ valueCents: 500 as const, count: 1 }];
    return s.open(s.till, RESPONSABLE, { denominations });
  },
  ALREADY_OPEN: async (s) => {
    await s.opened();
    return s.open();
  },
  CLOSING_IN_PROGRESS: async (s) => {
    await s.counting();
    return s.connect();
  },
  EXPORT_REQUIRED: async (s) => {
    await s.closed();
    return s.import();
  },
  NOTHING_TO_EXPORT: (s) => s.export(),
  EXPORT_NOT_RUNNING: (s) => {
    const { registerId } = s;
    return s.house.sync.report(syncReports.exportUnanswered, { exportId: randomUUID(), registerId });
  },
  REGISTER_OUT_OF_SERVICE: async (s) => {
    await s.opened();
    const people = new TwoPeople(s.store, s.till, s.registerId);
    await people.choosePasswords();
    await people.together({ action: 'FORCE_RELEASE' });
    return s.open();
  },
  HELD_BY_ANOTHER_TILL: async (s) => {
    await s.opened();
    return s.open(await s.store.till('T2'));
  },
  TILL_HOLDS_ANOTHER_REGISTER: async (s) => {
    await s.opened();
    return s.import(s.till, (await s.store.register(2)).registerId);
  },
  CLOCK_BEHIND: async (s) => {
    await s.closed();
    s.house.clock.move(-3_600_000);
    const refused = await s.open();
    s.house.clock.move(3_600_000);
    return refused;
  },
  ACKNOWLEDGEMENT_DIFFERS: async (s) => {
    const sessionId = await s.closed();
    return s.acknowledge(await s.store.startExport(s.till, s.registerId), sessionId, 100);
  },
} as const satisfies Partial<Record<ErrorCode, (scene: Scene) => Promise<Outcome<unknown>>>>;

const newStore = (changed: { timeZone?: string; code?: string }) => ({
  ...admin(),
  code: 'ZZ',
  name: 'Magasin',
  timeZone: 'Europe/Paris',
  toleranceCents: 0,
  maxDatasetAgeHours: 72,
  blindCount: true,
  drawerOnCashSale: false,
  responsable: { code: 'RESP', name: 'Responsable' },
  ...changed,
});
