import { SignJWT } from 'jose';
import type { GatewayConfig } from '../gateway.config.js';
import { gatewayConfig } from '../gateway.config.js';
import { AdministratorTokens } from './administrator-tokens.js';

const SECRET = 'a-signing-key-for-this-spec-alone-0001';
const config = (changes: Partial<GatewayConfig> = {}): GatewayConfig => ({
  ...gatewayConfig.parse({
    PORT: 0,
    NATS_URL: 'nats://127.0.0.1:4222',
    ADMIN_USER: 'siege',
    ADMIN_PASSWORD: 'un vrai mot de passe',
    ADMIN_TOKEN_SECRET: SECRET,
  }),
  ...changes,
});
const refusedWith = (code: string) => expect.objectContaining({ refusal: { code } });

describe("the administrator's tokens", () => {
  const tokens = new AdministratorTokens(config());

  it('name the administrator for eight hours', async () => {
    const before = Date.now();
    const { token, expiresAt } = await tokens.issue();
    await expect(tokens.administratorOf(token)).resolves.toBe('siege');
    const lifetimeMs = Date.parse(expiresAt) - before;
    expect(lifetimeMs).toBeGreaterThanOrEqual(8 * 60 * 60 * 1_000);
    expect(lifetimeMs).toBeLessThan(8 * 60 * 60 * 1_000 + 5_000);
  });

  it('are good on another gateway with the same configuration', async () => {
    const { token } = await tokens.issue();
    await expect(new AdministratorTokens(config()).administratorOf(token)).resolves.toBe('siege');
  });

  it('end when they expire', async () => {
    jest.useFakeTimers({ now: Date.now() - 9 * 60 * 60 * 1_000, doNotFake: ['nextTick', 'queueMicrotask'] });
    const { token } = await tokens.issue();
    jest.useRealTimers();
    await expect(tokens.administratorOf(token)).rejects.toEqual(refusedWith('ADMIN_TOKEN_INVALID'));
  });

  it.each([
    ['the password', { ADMIN_PASSWORD: 'un autre mot de passe' }],
    ['the signing key', { ADMIN_TOKEN_SECRET: 'another-signing-key-for-this-spec-0002' }],
    ['the administrator', { ADMIN_USER: 'autre' }],
  ])('end when %s changes', async (_what, changes) => {
    const { token } = await tokens.issue();
    const changed = new AdministratorTokens(config(changes));
    await expect(changed.administratorOf(token)).rejects.toEqual(refusedWith('ADMIN_TOKEN_INVALID'));
  });

  it.each([
    ['missing', undefined],
    ['nonsense', 'abc.def.ghi'],
    [
      'unsigned',
      `${btoa('{"alg":"none"}')}.${btoa('{"sub":"siege","iss":"encaisse","aud":"head-office"}')}.`,
    ],
  ])('that are %s are refused', async (_what, token) => {
    await expect(tokens.administratorOf(token)).rejects.toEqual(refusedWith('ADMIN_TOKEN_INVALID'));
  });

  it('signed with the bare configured key are refused: the password is part of the key', async () => {
    const forged = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('siege')
      .setIssuer('encaisse')
      .setAudience('head-office')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(SECRET));
    await expect(tokens.administratorOf(forged)).rejects.toEqual(refusedWith('ADMIN_TOKEN_INVALID'));
  });
});
