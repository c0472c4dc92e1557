import { createHash, timingSafeEqual } from 'node:crypto';
import { adminLoginBody, adminLoginReply, done, type Outcome, refused } from '@encaisse/contracts';
import { accepted, CONFIG } from '@encaisse/service-kit';
import { Body, Controller, Inject, Ip, Post } from '@nestjs/common';
import type { z } from 'zod';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import type { GatewayConfig } from '../gateway.config.js';
import { AdministratorTokens } from './administrator-tokens.js';
import { AttemptLimiter } from './attempt-limiter.js';

type Login = z.infer<typeof adminLoginBody>;

/** Head office's login: one administrator, named by the configuration. */
@Controller(API)
export class HeadOfficeLoginController {
  readonly #attempts = new AttemptLimiter();

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly tokens: AdministratorTokens,
  ) {}

  @Post('head-office/login')
  @Operation({
    name: 'logIn',
    tag: 'Head office',
    access: 'anyone',
    summary: ['Log in as head office', 'Se connecter au siège'],
    input: adminLoginBody,
    example: { user: 'siege', password: 'the administrator’s password' },
    reply: adminLoginReply,
    refusals: ['ADMIN_LOGIN_FAILED', 'TOO_MANY_ATTEMPTS'],
  })
  async logIn(
    @Ip() address: string,
    @Body({ schema: adminLoginBody }) login: Login,
  ): Promise<z.infer<typeof adminLoginReply>> {
    accepted(await this.#attempts.run(address, 'ADMIN_LOGIN_FAILED', () => this.#check(login)));
    return this.tokens.issue();
  }

  #check({ user, password }: Login): Outcome<true> {
    const named = isSame(user, this.config.ADMIN_USER);
    const known = isSame(password, this.config.ADMIN_PASSWORD);
    return named && known ? done(true) : refused('ADMIN_LOGIN_FAILED');
  }
}

/** Compares in a time that tells nothing of where two texts differ, nor of their lengths. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(expected));
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
