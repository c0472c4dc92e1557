import { revokedKeys } from './nats-revocations.js';

const at = (second: number, millisecond = 0) => new Date(Date.UTC(2026, 10, 24, 8, 0, second, millisecond));
const credential = (natsPublicKey: string | null, enrolledAt: Date, revokedAt: Date | null) => ({
  natsPublicKey,
  enrolledAt,
  revokedAt,
});

describe('the keys that NATS lets in no more', () => {
  it('are those of revoked agents, each up to its last revocation', () => {
    const keys = revokedKeys([
      credential('UA', at(0), at(10)),
      credential('UA', at(12), at(20, 500)),
      credential('UB', at(0), null),
      credential(null, at(0), at(10)),
    ]);
    expect([...keys]).toEqual([['UA', at(20, 500)]]);
  });

  it('keep the token of an agent that was enrolled twice with one key', () => {
    const keys = revokedKeys([credential('UA', at(10), at(30, 400)), credential('UA', at(30, 400), null)]);
    expect([...keys]).toEqual([['UA', at(29)]]);
  });
});
