import {
  adminCommands,
  adminLoginReply,
  adminQueries,
  type PrintJobView,
  type ReplyOf,
  type SupervisedSession,
  sessionQueries,
  supervisionQueries,
} from '@encaisse/contracts';
import { Api, granted } from './api.js';

type StoreWithTills = ReplyOf<typeof adminQueries.listStores>['stores'][number];

/** Head office's side of the gateway, logged in as its administrator. */
export class HeadOfficeClient {
  private constructor(
    readonly api: Api,
    readonly gatewayUrl: string,
    readonly token: string,
  ) {}

  static async login(gatewayUrl: string, user: string, password: string): Promise<HeadOfficeClient> {
    const open = new Api(`${gatewayUrl}/api/v1`, undefined);
    const call = { method: 'POST', path: '/head-office/login', body: { user, password } } as const;
    const { token } = granted('log in as administrator', await open.call(call, adminLoginReply));
    return HeadOfficeClient.of(gatewayUrl, token);
  }

  /** Somebody who is logged in already. */
  static of(gatewayUrl: string, token: string): HeadOfficeClient {
    return new HeadOfficeClient(new Api(`${gatewayUrl}/api/v1/head-office`, token), gatewayUrl, token);
  }

  async stores(): Promise<readonly StoreWithTills[]> {
    const { reply } = adminQueries.listStores;
    return everyPage(async (after) => {
      const page = granted('list stores', await this.#get(`/stores${after}`, reply));
      return { rows: page.stores, nextCursor: page.nextCursor };
    });
  }

  async registers(): Promise<ReplyOf<typeof adminQueries.listRegisters>['registers']> {
    const { reply } = adminQueries.listRegisters;
    return everyPage(async (after) => {
      const page = granted('list registers', await this.#get(`/registers${after}`, reply));
      return { rows: page.registers, nextCursor: page.nextCursor };
    });
  }

  async sessions(registerId: string): Promise<ReplyOf<typeof adminQueries.listSessions>['items']> {
    const answer = await this.#get(
      `/registers/${registerId}/sessions?limit=20`,
      adminQueries.listSessions.reply,
    );
    return granted('list sessions', answer).items;
  }

  /** All print jobs of a register, newest first. */
  async printJobs(registerId: string): Promise<readonly PrintJobView[]> {
    const jobs: PrintJobView[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = new URLSearchParams({ limit: '200', ...(cursor === '' ? {} : { cursor }) });
      const page = await this.#printJobs(registerId, query);
      jobs.push(...page.items);
      cursor = page.nextCursor;
    }
    return jobs;
  }

  async #printJobs(registerId: string, query: URLSearchParams) {
    const path = `/registers/${registerId}/print-jobs?${query}`;
    return granted('list print jobs', await this.#get(path, adminQueries.listPrintJobs.reply));
  }

  /** The rows that an import has set aside. */
  rejects(jobId: string) {
    return this.api.file(`/jobs/${jobId}/rejects.csv`);
  }

  /** Every register, as its store told it. */
  async overview(): Promise<ReplyOf<typeof supervisionQueries.overview>> {
    return granted('read the overview', await this.#get('/overview', supervisionQueries.overview.reply));
  }

  /** The newest sessions of all stores. */
  async supervisedSessions(): Promise<readonly SupervisedSession[]> {
    const { reply } = sessionQueries.listSupervisedSessions;
    return granted('list what the stores told', await this.#get('/sessions?limit=500', reply)).items;
  }

  async checkReadModel(): Promise<ReplyOf<typeof supervisionQueries.checkReadModel>> {
    const { reply } = supervisionQueries.checkReadModel;
    return granted('check what is shown', await this.#get('/read-model/check', reply));
  }

  async z(sessionId: string): Promise<ReplyOf<typeof adminQueries.getZ>> {
    return granted('read a Z', await this.#get(`/sessions/${sessionId}/z`, adminQueries.getZ.reply));
  }

  async createStore(body: { code: string; name: string; toleranceCents: number }) {
    return granted(
      `create store ${body.code}`,
      await this.#post('/stores', body, adminCommands.createStore.reply),
    );
  }

  async changeStoreSettings(
    storeId: string,
    body: { toleranceCents?: number; blindCount?: boolean; maxDatasetAgeHours?: number },
  ) {
    const answer = await this.#post(
      `/stores/${storeId}/settings`,
      body,
      adminCommands.changeStoreSettings.reply,
    );
    return granted('change the settings of a store', answer);
  }

  async createTill(storeId: string, body: { code: string; name: string }) {
    const answer = await this.#post(`/stores/${storeId}/tills`, body, adminCommands.createTill.reply);
    return granted(`create till ${body.code}`, answer);
  }

  async revokeTill(tillId: string): Promise<void> {
    granted('revoke a till', await this.#post(`/tills/${tillId}/revoke`, {}, adminCommands.revokeTill.reply));
  }

  async createRegister(storeId: string, body: { number: number; name?: string }) {
    const answer = await this.#post(`/stores/${storeId}/registers`, body, adminCommands.createRegister.reply);
    return granted(`create register ${body.number}`, answer);
  }

  async issueEnrolmentCode(tillId: string, device: 'PAGE' | 'AGENT') {
    const path = `/tills/${tillId}/enrolment-codes`;
    return granted(
      'issue an enrolment code',
      await this.#post(path, { device }, adminCommands.issueEnrolmentCode.reply),
    );
  }

  async givePin(storeId: string, sellerCode: string) {
    const path = `/stores/${storeId}/sellers/${sellerCode}/pin`;
    const answer = await this.#post(path, {}, adminCommands.givePinFromHeadOffice.reply);
    return granted(`give ${sellerCode} a PIN`, answer);
  }

  #get<T extends Parameters<Api['call']>[1]>(path: string, reply: T) {
    return this.api.call({ method: 'GET', path }, reply);
  }
  #post<T extends Parameters<Api['call']>[1]>(path: string, body: unknown, reply: T) {
    return this.api.call({ method: 'POST', path, body }, reply);
  }
}

/** All rows of a list: `page` reads one, `after` is the query that says behind which. */
async function everyPage<T>(
  page: (after: string) => Promise<{ readonly rows: readonly T[]; readonly nextCursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { rows, nextCursor } = await page(after);
    all.push(...rows);
    after = nextCursor === null ? null : `?cursor=${encodeURIComponent(nextCursor)}`;
  }
  return all;
}
