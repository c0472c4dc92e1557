import { randomInt } from 'node:crypto';
import type { TillDevice } from '@encaisse/contracts';
import { Safe } from '@encaisse/secrets';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import type { RegisterConfig } from '../register.config.js';
import { type EnrolmentCodeRow, EnrolmentCodes } from './enrolment-code.row.js';
import type { TillRow } from './till.row.js';

/** Without the letters and digits that are read for each other. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const newCode = (): string => Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** One-time codes by which a device of a till is enrolled; told once, kept as an HMAC, short-lived. */
@Injectable()
export class EnrolmentCodeIssue {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<RegisterConfig, 'ENROLMENT_CODE_MINUTES'>,
    private readonly safe: Safe,
  ) {}

  /** A new code for the device; an unused one before it no longer counts. */
  async issue(
    manager: EntityManager,
    { tillId, storeId }: Pick<TillRow, 'tillId' | 'storeId'>,
    device: TillDevice,
    at: Date,
  ): Promise<{ code: string; device: TillDevice; expiresAt: string }> {
    await this.void(manager, tillId, at, device);
    const code = newCode();
    const expiresAt = new Date(at.getTime() + this.config.ENROLMENT_CODE_MINUTES * 60_000);
    await manager.insert(EnrolmentCodes, {
      codeHash: this.safe.mac(code),
      storeId,
      tillId,
      device,
      issuedAt: at,
      expiresAt,
      usedAt: null,
    });
    return { code: `${code.slice(0, 4)}-${code.slice(4)}`, device, expiresAt: expiresAt.toISOString() };
  }

  /** The row of a code that has not expired, used or not, locked; undefined for any other. */
  async alive(manager: EntityManager, code: string, at: Date): Promise<EnrolmentCodeRow | undefined> {
    const row = await manager.findOne(EnrolmentCodes, {
      where: { codeHash: this.safe.mac(code.replace('-', '')), expiresAt: MoreThan(at) },
      lock: { mode: 'pessimistic_write' },
    });
    return row ?? undefined;
  }

  /** No unused code of the till, or of one of its devices, opens anything any more. */
  async void(manager: EntityManager, tillId: string, at: Date, device?: TillDevice): Promise<void> {
    const where = { tillId, usedAt: IsNull(), ...(device === undefined ? {} : { device }) };
    await manager.update(EnrolmentCodes, where, { usedAt: at });
  }
}
