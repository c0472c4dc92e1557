import { connect, credsAuthenticator } from '@nats-io/transport-node';
import { z } from 'zod';
import { MessagingFault } from './fault.js';
import { type AccountRevoker, accountClaims } from './nats-operator.js';

const claimsUpdate = z.object({
  data: z.object({ code: z.number() }).optional(),
  error: z.unknown().optional(),
});

/**
 * Tells the server which users are out. Their open connections are closed at once and later ones refused; all others stay.
 * `revocations` is the whole list, each time: public key → the epoch second up to which its tokens are out.
 */
export async function pushRevocations(
  servers: readonly string[],
  revoker: AccountRevoker,
  revocations: Readonly<Record<string, number>>,
): Promise<void> {
  const connection = await connect({
    servers: [...servers],
    name: 'revoker',
    authenticator: credsAuthenticator(new TextEncoder().encode(revoker.systemCreds)),
    maxReconnectAttempts: 2,
  });
  try {
    const claims = await accountClaims(revoker, revocations);
    const message = await connection.request('$SYS.REQ.CLAIMS.UPDATE', claims, { timeout: 5_000 });
    const answer = claimsUpdate.parse(message.json());
    if (answer.data?.code !== 200) {
      throw new MessagingFault(
        'INTERNAL',
        `the NATS server refused the claims: ${JSON.stringify(answer.error)}`,
      );
    }
  } finally {
    await connection.close();
  }
}
