import { createHmac } from 'node:crypto';
import { CONFIG, HttpRefusal } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import type { GatewayConfig } from '../gateway.config.js';

const ALGORITHM = 'HS256';
const ISSUER = 'encaisse';
const AUDIENCE = 'head-office';
const LIFETIME_MS = 8 * 60 * 60 * 1_000;

/** The bearer tokens of head office's administrator: JWTs that last a working day. */
@Injectable()
export class AdministratorTokens {
  readonly #administrator: string;
  readonly #key: Uint8Array;

  constructor(@Inject(CONFIG) config: GatewayConfig) {
    this.#administrator = config.ADMIN_USER;
    // The password is part of the key: changing it ends every login made with the former one.
    this.#key = createHmac('sha256', config.ADMIN_TOKEN_SECRET).update(config.ADMIN_PASSWORD).digest();
  }

  async issue(): Promise<{ token: string; expiresAt: string }> {
    const expiresAt = new Date(Date.now() + LIFETIME_MS);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(this.#administrator)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    return { token, expiresAt: expiresAt.toISOString() };
  }

  /** The administrator's name. Throws ADMIN_TOKEN_INVALID for a token that is missing, foreign or expired. */
  async administratorOf(token: string | undefined): Promise<string> {
    const expected = {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      subject: this.#administrator,
    };
    const verified =
      token === undefined
        ? undefined
        : await jwtVerify(token, this.#key, { ...expected, requiredClaims: ['exp'] }).catch(() => undefined);
    if (verified) return this.#administrator;
    throw new HttpRefusal({ code: 'ADMIN_TOKEN_INVALID' });
  }
}
