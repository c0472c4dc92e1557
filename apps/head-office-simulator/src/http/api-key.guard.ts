import { createHash, timingSafeEqual } from 'node:crypto';
import { exchangeProblemOf } from '@encaisse/contracts';
import { CONFIG } from '@encaisse/service-kit';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { HeadOfficeConfig } from '../head-office.config.js';
import { ExchangeRefusal } from './answer.js';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets pass who brings `Authorization: Bearer <API_KEY>`. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  readonly #expected: Buffer;

  constructor(@Inject(CONFIG) { API_KEY }: HeadOfficeConfig) {
    this.#expected = digestOf(API_KEY);
  }

  canActivate(context: ExecutionContext): boolean {
    const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const key = /^Bearer (\S+)$/iu.exec(authorization)?.[1];
    // Digests are compared, in constant time: neither the length nor the beginning of the key can be felt out.
    if (key !== undefined && timingSafeEqual(digestOf(key), this.#expected)) return true;
    throw new ExchangeRefusal(exchangeProblemOf('UNAUTHORIZED'));
  }
}
