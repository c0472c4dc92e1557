import { setTimeout as sleep } from 'node:timers/promises';
import {
  approvalView,
  exportView,
  importCommands,
  type JobView,
  jobView,
  requestApprovalBody,
  type SellerLogin,
  sessionView,
  ticketCommands,
  ticketView,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { Api, granted } from './api.js';

const FINAL = new Set<JobView['state']>(['SUCCEEDED', 'FAILED', 'CANCELLED']);
const HEARTBEAT_MS = 10_000;

/** Gives a one-time code for the credential of a till's page. */
export async function enrolPage(gatewayUrl: string, code: string): Promise<string> {
  const api = new Api(`${gatewayUrl}/api/v1`, undefined);
  const call = { method: 'POST', path: '/till/enrol', body: { code, natsPublicKey: null } } as const;
  return granted('enrol a till', await api.call(call, tillCommands.enrolTill.reply)).credential;
}

/** What a till's page does, button by button. Answers come back as they are: a refusal is part of the day. */
export class TillClient {
  readonly #api: Api;
  readonly #connections = new Set<string>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(gatewayUrl: string, credential: string) {
    this.#api = new Api(`${gatewayUrl}/api/v1/till`, credential);
    this.#heartbeat = setInterval(() => void this.#sayAlive(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  close(): void {
    clearInterval(this.#heartbeat);
  }

  context() {
    return this.#api.call({ method: 'GET', path: '/context' }, tillQueries.tillContext.reply);
  }

  import(registerId: string, seller: SellerLogin, correlationId?: string) {
    const path = `/registers/${registerId}/import`;
    const call = { method: 'POST', path, body: { seller } } as const;
    const own = correlationId === undefined ? call : { ...call, correlationId };
    return this.#api.call(own, tillCommands.startImport.reply);
  }

  /** The rows that an import has set aside. */
  rejects(jobId: string) {
    return this.#api.file(`/jobs/${jobId}/rejects.csv`);
  }

  cancelImport(registerId: string, jobId: string, seller: SellerLogin) {
    const path = `/registers/${registerId}/import/cancel`;
    return this.#post(path, { jobId, seller }, importCommands.cancelImport.reply);
  }

  /** Begins a job that failed or was cancelled again; the answer names the new one. */
  retryJob(jobId: string, seller: SellerLogin) {
    return this.#post(`/jobs/${jobId}/retry`, { seller }, importCommands.retryJob.reply);
  }

  requestApproval(registerId: string, body: z.input<typeof requestApprovalBody>) {
    return this.#post(`/registers/${registerId}/approvals`, body, approvalView);
  }

  approve(approvalId: string, seller: SellerLogin) {
    return this.#post(`/approvals/${approvalId}/approve`, { seller }, approvalView);
  }

  open(registerId: string, seller: SellerLogin, openingFloatCents: number) {
    return this.#post(`/registers/${registerId}/open`, { seller, openingFloatCents }, sessionView);
  }

  async connect(registerId: string, seller: SellerLogin) {
    const path = `/registers/${registerId}/connections`;
    const answer = await this.#post(path, { seller }, tillCommands.connect.reply);
    if (answer.ok) this.#connections.add(answer.value.connectionToken);
    return answer;
  }

  disconnect(registerId: string, connectionToken: string) {
    this.#connections.delete(connectionToken);
    const path = `/registers/${registerId}/connections/current`;
    return this.#api.call({ method: 'DELETE', path, connectionToken }, tillCommands.disconnect.reply);
  }

  ticketsInProgress(registerId: string) {
    const path = `/registers/${registerId}/tickets`;
    return this.#api.call({ method: 'GET', path }, tillQueries.ticketsInProgress.reply);
  }

  startTicket(registerId: string, connectionToken: string, ticketId: string) {
    const path = `/registers/${registerId}/tickets`;
    return this.#sell(path, connectionToken, { ticketId }, ticketCommands.startTicket.reply);
  }

  addLine(registerId: string, connectionToken: string, ticketId: string, barcode: string, quantity: number) {
    const body = { lineId: uuidv7(), barcode, quantityThousandths: quantity * 1000 };
    return this.#sell(
      `/registers/${registerId}/tickets/${ticketId}/lines`,
      connectionToken,
      body,
      ticketView,
    );
  }

  removeLine(registerId: string, connectionToken: string, ticketId: string, lineId: string) {
    const path = `/registers/${registerId}/tickets/${ticketId}/lines/${lineId}`;
    return this.#api.call({ method: 'DELETE', path, connectionToken }, ticketView);
  }

  addPayment(
    registerId: string,
    connectionToken: string,
    ticketId: string,
    tenderCode: string,
    tenderedCents: number,
  ) {
    const body = { paymentId: uuidv7(), tenderCode, tenderedCents };
    return this.#sell(
      `/registers/${registerId}/tickets/${ticketId}/payments`,
      connectionToken,
      body,
      ticketView,
    );
  }

  removePayment(registerId: string, connectionToken: string, ticketId: string, paymentId: string) {
    const path = `/registers/${registerId}/tickets/${ticketId}/payments/${paymentId}`;
    return this.#api.call({ method: 'DELETE', path, connectionToken }, ticketView);
  }

  /** Parks, resumes or abandons. */
  move(registerId: string, connectionToken: string, ticketId: string, how: 'park' | 'resume' | 'abandon') {
    return this.#sell(`/registers/${registerId}/tickets/${ticketId}/${how}`, connectionToken, {}, ticketView);
  }

  finalise(registerId: string, connectionToken: string, ticketId: string, printReceipt: boolean) {
    const path = `/registers/${registerId}/tickets/${ticketId}/finalise`;
    return this.#sell(path, connectionToken, { printReceipt }, ticketView);
  }

  startClosing(registerId: string, closingId: string, seller: SellerLogin) {
    return this.#post(
      `/registers/${registerId}/closings`,
      { closingId, seller },
      tillCommands.startClosing.reply,
    );
  }

  submitCount(
    registerId: string,
    closingId: string,
    count: {
      seller: SellerLogin;
      countedCashCents: number;
      forceUsers?: boolean;
      acceptDifference?: boolean;
      reason?: string;
    },
  ) {
    return this.#post(
      `/registers/${registerId}/closings/${closingId}/count`,
      count,
      tillCommands.submitCount.reply,
    );
  }

  cancelClosing(registerId: string, closingId: string, seller: SellerLogin) {
    const path = `/registers/${registerId}/closings/${closingId}/cancel`;
    return this.#post(path, { seller }, tillCommands.cancelClosing.reply);
  }

  export(registerId: string, exportId: string, seller: SellerLogin) {
    return this.#post(`/registers/${registerId}/export`, { exportId, seller }, exportView);
  }

  exportOutcome(exportId: string) {
    return this.#api.call({ method: 'GET', path: `/exports/${exportId}` }, exportView);
  }

  printJob(printJobId: string) {
    return this.#api.call(
      { method: 'GET', path: `/print-jobs/${printJobId}` },
      tillQueries.getPrintJob.reply,
    );
  }

  setPassword(sellerCode: string, pin: string, newPassword: string) {
    return this.#post(
      `/sellers/${sellerCode}/password`,
      { pin, newPassword },
      tillCommands.setPassword.reply,
    );
  }

  /** Waits for the end of an import or export. The job may not be known to anybody for a moment. */
  async followJob(jobId: string): Promise<JobView> {
    for (const deadline = Date.now() + 600_000; Date.now() < deadline; ) {
      const answer = await this.#api.call({ method: 'GET', path: `/jobs/${jobId}` }, jobView);
      if (answer.ok && FINAL.has(answer.value.state)) return answer.value;
      if (!answer.ok && answer.problem.code !== 'JOB_UNKNOWN') granted('follow a job', answer);
      await sleep(250);
    }
    throw new Error(`job ${jobId} does not end`);
  }

  async #sayAlive(): Promise<void> {
    const body = { pendingCount: 0, connectionTokens: [...this.#connections] };
    // A heartbeat that is lost is followed by another; the day itself notices when nobody answers any more.
    await this.#post('/heartbeat', body, tillQueries.heartbeat.reply).catch((error: unknown) =>
      console.error(`heartbeat: ${String(error)}`),
    );
  }

  #post<T extends Parameters<Api['call']>[1]>(path: string, body: unknown, reply: T) {
    return this.#api.call({ method: 'POST', path, body }, reply);
  }
  #sell<T extends Parameters<Api['call']>[1]>(
    path: string,
    connectionToken: string,
    body: unknown,
    reply: T,
  ) {
    return this.#api.call({ method: 'POST', path, body, connectionToken }, reply);
  }
}
