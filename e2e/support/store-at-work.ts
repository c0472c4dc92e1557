import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ApprovalAct,
  adminLoginReply,
  approvalView,
  type BackOfficeArticle,
  type BackOfficeChange,
  type SellerLogin,
  type TillContext,
  type WeatherOrder,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Api, granted } from '../../tools/demo-day/src/api.js';
import { HeadOfficeClient } from '../../tools/demo-day/src/head-office-client.js';
import { DemoMemory } from '../../tools/demo-day/src/state.js';
import { TillClient } from '../../tools/demo-day/src/till-client.js';
import { addressOf } from '../../tools/launch/services.mjs';
import type { TestStack } from '../../tools/launch/test-stack.mjs';

export type RegisterOnScreen = TillContext['registers'][number];

const PASSWORD = 'un mot de passe à soi';

/** One till of the demo chain with its local responsable, worked through the gateway, and head office's weather. */
export class StoreAtWork {
  private constructor(
    readonly till: TillClient,
    readonly headOffice: HeadOfficeClient,
    readonly responsable: SellerLogin,
    readonly storeId: string,
    private readonly stack: TestStack,
    /** What is sold here. */
    private readonly article: BackOfficeArticle,
    /** What its page does that nobody has a word for here. */
    readonly page: Api,
  ) {}

  /** `name` as `S01-T1`. */
  static async open(stack: TestStack, name: string): Promise<StoreAtWork> {
    const { scene } = stack;
    const gateway = addressOf(scene, 'gateway');
    const memory = new DemoMemory(join(scene.directory, 'demo-day'));
    const till = new TillClient(gateway, memory.credentialOf(name) ?? '');
    const headOffice = await HeadOfficeClient.login(gateway, 'admin', scene.secret('admin-password'));
    const store = (await headOffice.stores()).find(({ code }) => name.startsWith(`${code}-`));
    if (!store) throw new Error(`no store of ${name}`);
    const { pin, sellerCode } = await headOffice.givePin(store.storeId, 'RESP');
    granted('choose a password', await till.setPassword(sellerCode, pin, PASSWORD));
    const { items } = (await fromHeadOffice(stack, 'GET', '/articles?limit=1')) as {
      items: BackOfficeArticle[];
    };
    const [article] = items;
    if (!article) throw new Error('head office sells nothing');
    const tillApi = new Api(`${gateway}/api/v1/till`, memory.credentialOf(name) ?? '');
    const responsable = { code: sellerCode, password: PASSWORD };
    return new StoreAtWork(till, headOffice, responsable, store.storeId, stack, article, tillApi);
  }

  async register(number: number): Promise<RegisterOnScreen> {
    const { registers } = granted('read the opening screen', await this.till.context());
    const found = registers.find((register) => register.number === number);
    if (!found) throw new Error(`no register ${number}`);
    return found;
  }

  /** The register once `holds` of it. */
  async when(
    number: number,
    holds: (register: RegisterOnScreen) => boolean,
    limitMs = 60_000,
  ): Promise<RegisterOnScreen> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const register = await this.register(number);
      if (holds(register)) return register;
      if (Date.now() > deadline) throw new Error(`still not so: ${holds}: ${JSON.stringify(register)}`);
      await sleep(100);
    }
  }

  /** The id of the job. */
  async startImport(number: number): Promise<string> {
    const { registerId } = await this.register(number);
    return granted('import', await this.till.import(registerId, this.responsable)).jobId;
  }

  async import(number: number): Promise<void> {
    await this.startImport(number);
    await this.when(number, ({ state }) => state === 'READY');
  }

  /** Imports, and opens with 100 €; the register's id. */
  async open(number: number): Promise<string> {
    await this.import(number);
    const { registerId } = await this.register(number);
    granted('open', await this.till.open(registerId, this.responsable, 10_000));
    return registerId;
  }

  /** Is the second of two people, at the till. */
  async approve(approvalId: string): Promise<void> {
    granted('approve', await this.till.approve(approvalId, this.responsable));
  }

  /** Opens, sells one article for its price in cash, and closes. */
  async day(number: number): Promise<void> {
    const { registerId } = await this.register(number);
    granted('open', await this.till.open(registerId, this.responsable, 10_000));
    await this.close(number, await this.sell(registerId));
  }

  /** Counts the float of 100 € and what was taken; with a reason where less or more was found. */
  async close(
    number: number,
    takenCents: number,
    difference?: { cents: number; reason: string },
  ): Promise<void> {
    const { registerId } = await this.register(number);
    const closingId = uuidv7();
    granted('start the closing', await this.till.startClosing(registerId, closingId, this.responsable));
    const { cents = 0, reason } = difference ?? {};
    const count = {
      seller: this.responsable,
      countedCashCents: 10_000 + takenCents + cents,
      ...(reason === undefined ? {} : { acceptDifference: true, reason }),
    };
    granted('close', await this.till.submitCount(registerId, closingId, count));
  }

  /** What came into the drawer. */
  async sell(registerId: string, printReceipt = false): Promise<number> {
    const { till } = this;
    const { connectionToken } = granted('connect', await till.connect(registerId, this.responsable));
    const ticketId = uuidv7();
    granted('start a ticket', await till.startTicket(registerId, connectionToken, ticketId));
    const line = await till.addLine(registerId, connectionToken, ticketId, this.article.barcode, 1);
    const { ttcCents } = granted('scan', line);
    granted('pay', await till.addPayment(registerId, connectionToken, ticketId, 'ESP', ttcCents));
    granted('finalise', await till.finalise(registerId, connectionToken, ticketId, printReceipt));
    granted('disconnect', await till.disconnect(registerId, connectionToken));
    return ttcCents;
  }

  async export(number: number): Promise<string> {
    const { registerId } = await this.register(number);
    const exportId = uuidv7();
    granted('export', await this.till.export(registerId, exportId, this.responsable));
    return exportId;
  }

  /** What takes two people: the responsable asks at the till, head office's administrator approves. */
  async together(number: number, act: ApprovalAct): Promise<void> {
    const { scene } = this.stack;
    const { registerId } = await this.register(number);
    const approvalId = uuidv7();
    const body = { approvalId, seller: this.responsable, act, reason: 'Vu avec la comptabilité' };
    const asking = { method: 'POST', path: `/registers/${registerId}/approvals`, body } as const;
    granted('ask for a second person', await this.page.call(asking, approvalView));
    const base = `${addressOf(scene, 'gateway')}/api/v1`;
    const login = { user: 'admin', password: scene.secret('admin-password') };
    const entering = { method: 'POST', path: '/head-office/login', body: login } as const;
    const { token } = granted('log in', await new Api(base, undefined).call(entering, adminLoginReply));
    const approving = { method: 'POST', path: `/head-office/approvals/${approvalId}/approve` } as const;
    granted('approve', await new Api(base, token).call({ ...approving, body: {} }, approvalView));
  }

  /** Head office has what is sold here at another price from now on; the version of the data that say so. */
  async changePrice(priceCents: number): Promise<number> {
    const path = `/articles/${this.article.articleCode}/price`;
    const change = await fromHeadOffice(this.stack, 'PUT', path, { priceCents });
    return (change as BackOfficeChange).datasetVersion;
  }

  weather(fault: WeatherOrder['fault'], rest: Partial<WeatherOrder> = {}): Promise<unknown> {
    return fromHeadOffice(this.stack, 'POST', '/weather', { fault, ...rest });
  }

  fineWeather(): Promise<unknown> {
    return fromHeadOffice(this.stack, 'DELETE', '/weather');
  }

  /** What head office's own people see. */
  atHeadOffice<T>(path: string): Promise<T> {
    return fromHeadOffice(this.stack, 'GET', path) as Promise<T>;
  }
}

async function fromHeadOffice(
  { scene }: TestStack,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`${addressOf(scene, 'head-office-simulator')}/back-office/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${scene.secret('head-office-api-key')}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}
