import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type adminLoginBody,
  type adminLoginReply,
  done,
  type firstPasswordBody,
  loginCommands,
  type OpenedSession,
  type Outcome,
  refused,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { accepted, CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { GatewayConfig } from '../gateway.config.js';
import { AdministratorTokens } from './administrator-tokens.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { networkOf } from './network.js';

type Login = z.infer<typeof adminLoginBody>;
type LoginReply = z.infer<typeof adminLoginReply>;
type FirstPassword = z.infer<typeof firstPasswordBody>;

/** Where somebody logs in from. */
export interface Origin {
  readonly address: string;
  /** What her browser calls itself. */
  readonly agent: string | undefined;
}

const AGENT_CHARACTERS_MAX = 200;
/** Users are named by their e-mail addresses, the configured administrator is not. */
const isUser = (name: string): boolean => name.includes('@');

/** Lets in head office's users, and the one administrator whom the configuration names. Guesses are counted together, however they come. */
@Injectable()
export class HeadOfficeLogin {
  readonly #attempts = new AttemptLimiter();

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly tokens: AdministratorTokens,
    private readonly bus: Bus,
  ) {}

  async logIn(login: Login, origin: Origin): Promise<LoginReply> {
    // Asked once: an answer that got lost is a session that nobody knows of, and that ends by itself.
    const attempt = async (): Promise<Outcome<LoginReply>> =>
      isUser(login.user)
        ? this.bus.request(loginCommands.logIn, { ...login, ...told(origin) })
        : this.#asAdministrator(login);
    return accepted(await this.#attempts.run(origin.address, 'ADMIN_LOGIN_FAILED', attempt));
  }

  async chooseFirstPassword(body: FirstPassword, origin: Origin): Promise<OpenedSession> {
    const attempt = () => this.bus.request(loginCommands.chooseFirstPassword, { ...body, ...told(origin) });
    return accepted(await this.#attempts.run(origin.address, 'ADMIN_LOGIN_FAILED', attempt));
  }

  async #asAdministrator({ user, password }: Login): Promise<Outcome<LoginReply>> {
    const named = isSame(user, this.config.ADMIN_USER);
    const known = isSame(password, this.config.ADMIN_PASSWORD);
    if (!named || !known) return refused('ADMIN_LOGIN_FAILED');
    return done({ ...(await this.tokens.issue()), sessionId: null, user: null });
  }
}

const told = ({ address, agent }: Origin) => ({
  address,
  network: networkOf(address),
  agent: agent?.slice(0, AGENT_CHARACTERS_MAX) ?? null,
});

/** Compares in a time that tells nothing of where two texts differ, nor of their lengths. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(expected));
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
