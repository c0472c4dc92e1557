import {
  adminLoginBody,
  adminLoginReply,
  firstPasswordBody,
  type OpenedSession,
  openedSession,
} from '@encaisse/contracts';
import { Body, Controller, Headers, Ip, Post } from '@nestjs/common';
import type { z } from 'zod';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import { HeadOfficeLogin } from './head-office-login.js';

/** How clients that keep a bearer token log in. */
@Controller(API)
export class HeadOfficeLoginController {
  constructor(private readonly login: HeadOfficeLogin) {}

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
  logIn(
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Body({ schema: adminLoginBody }) body: z.infer<typeof adminLoginBody>,
  ): Promise<z.infer<typeof adminLoginReply>> {
    return this.login.logIn(body, { address, agent });
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
  chooseFirstPassword(
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Body({ schema: firstPasswordBody }) body: z.infer<typeof firstPasswordBody>,
  ): Promise<OpenedSession> {
    return this.login.chooseFirstPassword(body, { address, agent });
  }
}
