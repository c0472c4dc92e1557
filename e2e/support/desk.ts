import {
  type ApprovalAct,
  type ApprovalView,
  adminLoginReply,
  approvalView,
  commandQueries,
  IDEMPOTENCY_HTTP_HEADER,
  oneTimePassword,
  openedSession,
  type RegisterOverview,
  type Role,
  supervisionQueries,
  type TimelineEvent,
  timelineQueries,
} from '@encaisse/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { Api, granted } from '../../tools/demo-day/src/api.js';
import { addressOf } from '../../tools/launch/services.mjs';
import type { TestStack } from '../../tools/launch/test-stack.mjs';
import { until } from './until.js';

const OWN_PASSWORD = 'quatre mots que je retiens';

/** What head office has done in a store, and how the journal calls it. */
export interface Order<T extends z.ZodType> {
  readonly operation: string;
  readonly path: string;
  readonly body?: unknown;
  readonly reply: T;
}
export interface Deed<T> {
  readonly answer: T;
  readonly commandId: string;
  readonly correlationId: string;
}

/** Somebody of head office at her desk, who does everything through the gateway. */
export class Desk {
  readonly api: Api;

  private constructor(
    readonly name: string,
    readonly token: string,
    private readonly gateway: string,
  ) {
    this.api = new Api(`${gateway}/api/v1/head-office`, token);
  }

  /** The one who is configured. */
  static async administrator({ scene }: TestStack): Promise<Desk> {
    const gateway = addressOf(scene, 'gateway');
    const body = { user: 'admin', password: scene.secret('admin-password') };
    const call = { method: 'POST', path: '/head-office/login', body } as const;
    const open = new Api(`${gateway}/api/v1`, undefined);
    return new Desk(body.user, granted('log in', await open.call(call, adminLoginReply)).token, gateway);
  }

  /** A user who has chosen her password and sits down. */
  async hire(name: string, role: Role, stores: string[] | null = null): Promise<Desk> {
    const body = { userId: uuidv7(), name, displayName: 'Une Personne', role, stores };
    const create = { method: 'POST', path: '/users', body } as const;
    const { password } = granted('create a user', await this.api.call(create, oneTimePassword));
    const first = { user: name, password, newPassword: OWN_PASSWORD };
    const choose = { method: 'POST', path: '/head-office/first-password', body: first } as const;
    const open = new Api(`${this.gateway}/api/v1`, undefined);
    const { token } = granted('choose a password', await open.call(choose, openedSession));
    return new Desk(name, token, this.gateway);
  }

  async read<T extends z.ZodType>(path: string, reply: T): Promise<z.output<T>> {
    return granted(`read ${path}`, await this.api.call({ method: 'GET', path }, reply));
  }

  /** Has it done, and asks again under the same key: the answer is the same, and the journal has one command, done, of hers. */
  async order<T extends z.ZodType>({
    operation,
    path,
    body = {},
    reply,
  }: Order<T>): Promise<Deed<z.output<T>>> {
    const commandId = uuidv7();
    const call = { method: 'POST', path, body, idempotencyKey: commandId } as const;
    const first = await this.api.call(call, reply);
    const answer = granted(operation, first);
    expect(granted(`${operation} again`, await this.api.call(call, reply))).toEqual(answer);
    const { correlationId } = first;
    expect(await this.command(commandId)).toMatchObject({
      ...{ operation, administrator: this.name, correlationId },
      ...{ state: 'DONE', refusal: null, attempts: 1 },
    });
    return { answer, commandId, correlationId };
  }

  /** What takes two people: she asks. */
  async ask(registerId: string, act: ApprovalAct): Promise<ApprovalView> {
    const body = { approvalId: uuidv7(), act, reason: 'Vu avec le magasin' };
    const path = `/registers/${registerId}/approvals`;
    return (await this.order({ operation: 'requestApproval', path, body, reply: approvalView })).answer;
  }

  /** What takes two people: she is the second one. */
  async approve(approvalId: string): Promise<Deed<ApprovalView>> {
    const path = `/approvals/${approvalId}/approve`;
    const deed = await this.order({ operation: 'approve', path, reply: approvalView });
    expect(deed.answer).toMatchObject({ state: 'DONE', approvedBy: { code: this.name } });
    return deed;
  }

  /** Asks once, waits for one answer, and never asks again. */
  async askOnce(path: string, body: unknown, commandId: string): Promise<{ status: number; code?: string }> {
    const answer = await fetch(`${this.gateway}/api/v1/head-office${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        [IDEMPOTENCY_HTTP_HEADER]: commandId,
      },
      body: JSON.stringify(body),
    });
    const { code } = (await answer.json()) as { code?: string };
    return { status: answer.status, ...(code === undefined ? {} : { code }) };
  }

  command(commandId: string) {
    return this.read(`/commands/${commandId}`, commandQueries.getCommand.reply);
  }

  /** The register as the read model shows it, once it `is` so. */
  async sees(registerId: string, is: (register: RegisterOverview) => boolean): Promise<RegisterOverview> {
    return until(`the register is so: ${is}`, async () => {
      const { registers } = await this.read('/overview', supervisionQueries.overview.reply);
      return registers.find((register) => register.registerId === registerId && is(register));
    });
  }

  /** What the register's timeline has of that type: all of it, as soon as there is something. */
  async told(registerId: string, type: string): Promise<readonly TimelineEvent[]> {
    return until(`${type} on the timeline`, async () => {
      const call = { method: 'GET', path: `/registers/${registerId}/timeline?limit=500` } as const;
      const answer = await this.api.call(call, timelineQueries.readTimeline.reply);
      // Of a register that nothing has happened to yet, head office knows nothing.
      const such = answer.ok ? answer.value.items.filter((item) => item.type === type) : [];
      return such.length > 0 ? such : undefined;
    });
  }
}
