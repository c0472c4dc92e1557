import {
  type AlertView,
  type ApprovalAct,
  alertCommands,
  alertQueries,
  approvalView,
  type changeAlertThresholdsBody,
  importCommands,
  type JobView,
  type logOutSellerBody,
  messageCommands,
  publishedMessageQueries,
  type publishMessageBody,
  reachingCommands,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { type Answer, Api, granted } from '../api.js';

/** What a person of head office does, once she is logged in. */
export class Operator {
  readonly #api: Api;

  constructor(
    gatewayUrl: string,
    readonly token: string,
  ) {
    this.#api = new Api(`${gatewayUrl}/api/v1/head-office`, token);
  }

  /** Every alert, whatever has become of it, newest first. */
  async alerts(): Promise<readonly AlertView[]> {
    const alerts: AlertView[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({
        state: 'ALL',
        limit: '200',
        ...(cursor === '' ? {} : { cursor }),
      });
      const answer = await this.#api.call(
        { method: 'GET', path: `/alerts?${query}` },
        alertQueries.listAlerts.reply,
      );
      const page: z.output<typeof alertQueries.listAlerts.reply> = granted('list alerts', answer);
      alerts.push(...page.alerts);
      cursor = page.nextCursor;
    }
    return alerts;
  }

  acknowledge({ storeId, alertId }: AlertView, note: string): Promise<Answer<AlertView>> {
    const path = `/stores/${storeId}/alerts/${alertId}/acknowledgement`;
    return this.#post(path, { note }, alertCommands.acknowledgeAlert.reply);
  }

  /** For administrators. */
  changeThresholds(storeId: string, body: z.input<typeof changeAlertThresholdsBody>) {
    const path = `/stores/${storeId}/alert-thresholds`;
    return this.#post(path, body, alertCommands.changeAlertThresholds.reply);
  }

  /** Is the second of two people. */
  async approve(approvalId: string): Promise<void> {
    granted('approve', await this.#post(`/approvals/${approvalId}/approve`, {}, approvalView));
  }

  /** Asks for what a second person has to approve. */
  requestApproval(registerId: string, act: ApprovalAct, reason: string, approvalId: string = uuidv7()) {
    return this.#post(`/registers/${registerId}/approvals`, { approvalId, act, reason }, approvalView);
  }

  /** Begins a store's job again. */
  async retryJob(jobId: string): Promise<JobView['jobId']> {
    const { reply } = importCommands.retryJobFromHeadOffice;
    return granted('begin a job again', await this.#post(`/jobs/${jobId}/retry`, {}, reply)).jobId;
  }

  /** Prints the next DUPLICATA of a Z on a till of its store. */
  reprintZ(sessionId: string, tillId: string) {
    return this.#post(
      `/sessions/${sessionId}/reprint-z`,
      { tillId },
      reachingCommands.reprintZFromHeadOffice.reply,
    );
  }

  logOutSeller(storeId: string, sellerCode: string, body: z.input<typeof logOutSellerBody>) {
    const path = `/stores/${storeId}/sellers/${sellerCode}/log-out`;
    return this.#post(path, body, reachingCommands.logOutSeller.reply);
  }

  renameTill(tillId: string, name: string) {
    return this.#post(`/tills/${tillId}/name`, { name }, reachingCommands.renameTill.reply);
  }

  renameRegister(registerId: string, name: string) {
    return this.#post(`/registers/${registerId}/name`, { name }, reachingCommands.renameRegister.reply);
  }

  publishMessage(body: z.input<typeof publishMessageBody>) {
    return this.#post('/messages', body, messageCommands.publishMessage.reply);
  }

  withdrawMessage(messageId: string) {
    return this.#post(`/messages/${messageId}/withdraw`, {}, messageCommands.withdrawMessage.reply);
  }

  /** A message, and who has read it at which till; unknown until its store has told head office of it. */
  message(messageId: string) {
    const { reply } = publishedMessageQueries.readPublishedMessage;
    return this.#api.call({ method: 'GET', path: `/messages/${messageId}` }, reply);
  }

  #post<T extends Parameters<Api['call']>[1]>(path: string, body: unknown, reply: T) {
    return this.#api.call({ method: 'POST', path, body }, reply);
  }
}
