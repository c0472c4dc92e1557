import {
  accountCommands,
  adminLoginBody,
  adminLoginReply,
  enrolTillBody,
  firstPasswordBody,
  openedSession,
  tillCommands,
} from '@encaisse/contracts';
import { Body, Controller, Headers, Ip, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { API } from '../api/api.js';
import { Operation } from '../api/operation.js';
import { Services } from '../api/services.js';
import type { CalledBy } from './caller.js';
import { Enrolment } from './enrolment.js';
import { HeadOfficeLogin } from './head-office-login.js';
import { giveCookie, HEAD_OFFICE_COOKIE, TILL_COOKIE, takeCookie } from './page-cookies.js';

const enrolPageBody = z.strictObject({ code: enrolTillBody.shape.code }).meta({ id: 'EnrolPage' });
const enrolledPage = tillCommands.enrolTill.reply.omit({ credential: true, natsUserJwt: true });
const pageLogin = adminLoginReply.omit({ token: true }).meta({ id: 'PageLogin' });
const firstPageLogin = openedSession.omit({ token: true }).meta({ id: 'FirstPageLogin' });
const nothing = z.object({});

/** How our own pages come in: what proves them is a cookie that no script reads, and is in no answer. */
@Controller(API)
export class PageSessionsController {
  constructor(
    private readonly enrolment: Enrolment,
    private readonly login: HeadOfficeLogin,
    private readonly services: Services,
  ) {}

  @Post('till/page/enrol')
  @Operation({
    name: 'enrolPage',
    tag: 'Till',
    access: 'anyone',
    summary: ['Enrol the page of a till, by a cookie', 'Enrôler l’écran d’un poste, par un cookie'],
    status: 201,
    input: enrolPageBody,
    example: { code: 'K7QM-4XZT' },
    reply: enrolledPage,
    refusals: ['ENROLMENT_CODE_INVALID', 'TOO_MANY_ATTEMPTS'],
  })
  async enrol(
    @Ip() address: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body({ schema: enrolPageBody }) { code }: z.infer<typeof enrolPageBody>,
  ): Promise<z.infer<typeof enrolledPage>> {
    const {
      credential,
      natsUserJwt: _,
      ...till
    } = await this.enrolment.enrol({ code, natsPublicKey: null }, address);
    giveCookie(request, reply, TILL_COOKIE, credential);
    return till;
  }

  @Post('head-office/page/login')
  @Operation({
    name: 'logInPage',
    tag: 'Head office',
    access: 'anyone',
    summary: [
      'Log in a page of head office, by a cookie',
      'Se connecter au siège depuis un écran, par un cookie',
    ],
    input: adminLoginBody,
    example: { user: 'claire.martin@chaine.example', password: 'her own password' },
    reply: pageLogin,
    refusals: ['ADMIN_LOGIN_FAILED', 'PASSWORD_CHANGE_REQUIRED', 'TOO_MANY_ATTEMPTS'],
  })
  async logIn(
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body({ schema: adminLoginBody }) body: z.infer<typeof adminLoginBody>,
  ): Promise<z.infer<typeof pageLogin>> {
    const { token, ...opened } = await this.login.logIn(body, { address, agent });
    giveCookie(request, reply, HEAD_OFFICE_COOKIE, token);
    return opened;
  }

  @Post('head-office/page/first-password')
  @Operation({
    name: 'chooseFirstPasswordOnPage',
    tag: 'Head office',
    access: 'anyone',
    summary: [
      'Choose a password of one’s own on a page, and be logged in by a cookie',
      'Choisir son mot de passe depuis un écran, et être connecté par un cookie',
    ],
    input: firstPasswordBody,
    example: {
      user: 'claire.martin@chaine.example',
      password: 'K7QM-4XZT-9RWD',
      newPassword: 'quatre mots que je retiens',
    },
    reply: firstPageLogin,
    refusals: ['ADMIN_LOGIN_FAILED', 'PASSWORD_TOO_WEAK', 'TOO_MANY_ATTEMPTS'],
  })
  async chooseFirstPassword(
    @Ip() address: string,
    @Headers('user-agent') agent: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body({ schema: firstPasswordBody }) body: z.infer<typeof firstPasswordBody>,
  ): Promise<z.infer<typeof firstPageLogin>> {
    const { token, ...opened } = await this.login.chooseFirstPassword(body, { address, agent });
    giveCookie(request, reply, HEAD_OFFICE_COOKIE, token);
    return opened;
  }

  @Post('head-office/page/log-out')
  @Operation({
    name: 'logOutPage',
    tag: 'Head office',
    access: 'administrator',
    summary: ['Log out a page of head office', 'Se déconnecter du siège'],
    reply: nothing,
  })
  async logOut(
    @Req() { person }: CalledBy<'administrator'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof nothing>> {
    takeCookie(reply, HEAD_OFFICE_COOKIE);
    // The configured administrator has no session: her cookie is all there is.
    if (person?.kind === 'USER') {
      const { userId, sessionId } = person;
      const me = { userId, sessionId };
      await this.services.ask(accountCommands.endMySession, { me, sessionId, idempotencyKey: uuidv7() });
    }
    return {};
  }
}
