import { setTimeout as sleep } from 'node:timers/promises';
import { problem, tillCommands } from '@encaisse/contracts';
import { newUserKey } from '@encaisse/messaging';
import { ConfigError } from '@encaisse/service-kit';
import type { Logger } from 'pino';
import type { TillIdentity, TillSecrets } from './till-identity.js';

export interface EnrolmentSettings {
  readonly gatewayUrl: string | undefined;
  readonly enrolmentCode: string | undefined;
  readonly retryMs: number;
}

const REQUEST_MS = 10_000;

/**
 * The identity kept from an earlier start, or a new one for the enrolment code. Waits as long as the gateway is silent.
 * Throws `ConfigError` when there is no code, or when it is refused: only a person can help then.
 */
export async function identityOf(
  secrets: TillSecrets,
  settings: EnrolmentSettings,
  log: Logger,
): Promise<TillIdentity> {
  const kept = await secrets.identity();
  if (kept !== undefined) return kept;
  const { gatewayUrl, enrolmentCode, retryMs } = settings;
  if (gatewayUrl === undefined || enrolmentCode === undefined) {
    throw new ConfigError('This till is not enrolled: give ENROLMENT_CODE and GATEWAY_URL');
  }
  const key = (await secrets.natsKey()) ?? newUserKey();
  await secrets.keepNatsKey(key);
  for (;;) {
    const enrolled = await enrol(gatewayUrl, enrolmentCode, key.publicKey, log);
    if (enrolled === undefined) {
      await sleep(retryMs);
      continue;
    }
    const { tillId, storeId, credential, natsUserJwt } = enrolled;
    const identity: TillIdentity = { tillId, storeId, credential, natsUserJwt, natsSeed: key.seed };
    await secrets.keepIdentity(identity);
    log.info({ tillId, storeId }, 'till enrolled');
    return identity;
  }
}

/** The gateway's answer, or `undefined` when it has none and may be asked again. */
async function enrol(gatewayUrl: string, code: string, natsPublicKey: string, log: Logger) {
  try {
    const response = await fetch(new URL('/api/v1/till/enrol', gatewayUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, natsPublicKey }),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    const body: unknown = await response.json();
    if (response.ok) return tillCommands.enrolTill.reply.parse(body);
    const refusal = problem.parse(body);
    if (response.status < 500 && response.status !== 429) {
      throw new ConfigError(`The gateway refused to enrol this till: ${refusal.code} (${refusal.title})`);
    }
    log.warn({ code: refusal.code }, 'enrolment not possible now');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    log.warn({ err: error }, 'no answer to the enrolment');
  }
  return undefined;
}
