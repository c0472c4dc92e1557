import { createHash, timingSafeEqual } from 'node:crypto';
import {
  adminLoginBody,
  adminLoginReply,
  done,
  firstPasswordBody,
  loginCommands,
  type OpenedSession,
  type Outcome,
  openedSession,
  refused,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { accepted, CONFIG } from '@encaisse/service-kit';
import { Body, Controller, Headers, Inject, Ip, Post } from '@nestjs/common';
import type { z } from 'zod';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import type { GatewayConfig } from '../gateway.config.js';
import { AdministratorTokens } from './administrator-tokens.js';
import { AttemptLimiter } from './attempt-limiter.js';
import { networkOf } from './network.js';

type Login = z.infer<typeof adminLoginBody>;
type LoginReply = z.infer<typeof adminLoginReply>;
type FirstPassword = z.infer<typeof firstPasswordBody>;

const AGENT_CHARACTERS_MAX = 200;
/** Users are named by their e-mail addresses, the configured administrator is not. */
const isUser = (name: string): boolean => name.includes('@');

/** Head office's login: its users, and the one administrator whom the configuration names. */
@Controller(API)
export class HeadOfficeLoginController {
  readonly #attempts = new AttemptLimiter();

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly tokens: AdministratorTokens,
    private readonly bus: Bus,
  ) {}

  @Post('head-office/login')
  @Operation({
    name: 'logIn',
    tag: 'Head office',
    access: 'anyone',
    summary: ['Log in as head office', 'Se connecter au siège'],
    input: adminLoginBody,
    example: { user: 'claire.martin@chaine.example', password: 'her own password' },
    reply: adminLoginReply,
    refusals: ['ADMIN_LOGIN_FAILED', 'PASSWORD_CHANGE_REQUIRED', 'TOO_MANY_ATTEMPTS'],
  })
  async logIn(
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Body({ schema: adminLoginBody }) login: Login,
  ): Promise<LoginReply> {
    // Asked once: an answer that got lost is a session that nobody knows of, and that ends by itself.
    const attempt = async (): Promise<Outcome<LoginReply>> =>
      isUser(login.user)
        ? this.bus.request(loginCommands.logIn, { ...login, ...originOf(address, agent) })
        : this.#asAdministrator(login);
    return accepted(await this.#attempts.run(address, 'ADMIN_LOGIN_FAILED', attempt));
  }

  @Post('head-office/first-password')
  @Operation({
    name: 'chooseFirstPassword',
    tag: 'Head office',
    access: 'anyone',
    summary: [
      'Choose a password of one’s own in the place of the one-time one',
      'Choisir son mot de passe à la place du mot de passe provisoire',
    ],
    input: firstPasswordBody,
    example: {
      user: 'claire.martin@chaine.example',
      password: 'K7QM-4XZT-9RWD',
      newPassword: 'quatre mots que je retiens',
    },
    reply: openedSession,
    refusals: ['ADMIN_LOGIN_FAILED', 'PASSWORD_TOO_WEAK', 'TOO_MANY_ATTEMPTS'],
  })
  async chooseFirstPassword(
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Body({ schema: firstPasswordBody }) body: FirstPassword,
  ): Promise<OpenedSession> {
    const attempt = () =>
      this.bus.request(loginCommands.chooseFirstPassword, { ...body, ...originOf(address, agent) });
    return accepted(await this.#attempts.run(address, 'ADMIN_LOGIN_FAILED', attempt));
  }

  async #asAdministrator({ user, password }: Login): Promise<Outcome<LoginReply>> {
    const named = isSame(user, this.config.ADMIN_USER);
    const known = isSame(password, this.config.ADMIN_PASSWORD);
    if (!named || !known) return refused('ADMIN_LOGIN_FAILED');
    return done({ ...(await this.tokens.issue()), sessionId: null, user: null });
  }
}

const originOf = (address: string, agent: string | undefined) => ({
  address,
  network: networkOf(address),
  agent: agent?.slice(0, AGENT_CHARACTERS_MAX) ?? null,
});

/** Compares in a time that tells nothing of where two texts differ, nor of their lengths. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(expected));
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
