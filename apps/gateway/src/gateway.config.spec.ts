import { parseConfig } from '@encaisse/service-kit';
import { gatewayConfig } from './gateway.config.js';

const env = {
  PORT: '8080',
  NATS_URL: 'nats://127.0.0.1:4222',
  ADMIN_USER: 'siege',
  ADMIN_PASSWORD: 'un vrai mot de passe',
  ADMIN_TOKEN_SECRET: 'a-signing-key-for-this-spec-alone-0001',
};

describe("the gateway's configuration", () => {
  it('trusts no proxy and opens to no other origin unless told', () => {
    expect(parseConfig(gatewayConfig, env)).toMatchObject({ TRUST_PROXY: [], CORS_ORIGINS: [] });
  });

  it('reads lists', () => {
    const lists = { TRUST_PROXY: '10.0.0.0/8, 127.0.0.1', CORS_ORIGINS: 'https://caisse.example' };
    expect(parseConfig(gatewayConfig, { ...env, ...lists })).toMatchObject({
      TRUST_PROXY: ['10.0.0.0/8', '127.0.0.1'],
      CORS_ORIGINS: ['https://caisse.example'],
    });
  });

  it.each([
    ['ADMIN_USER', 'siege@chaine.example'],
    ['TRUST_PROXY', 'proxy.example'],
    ['TRUST_PROXY', '10.0.0.0/8,everybody'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://caisse.example/page'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => parseConfig(gatewayConfig, { ...env, [name]: value })).toThrow(name);
  });

  it('refuses the placeholders of a template, all at once', () => {
    const template = {
      ...env,
      ADMIN_PASSWORD: 'change-me-please',
      ADMIN_TOKEN_SECRET: 'change-me'.repeat(5),
    };
    expect(() => parseConfig(gatewayConfig, template)).toThrow(
      /ADMIN_PASSWORD: still holds the placeholder[\s\S]*ADMIN_TOKEN_SECRET: still holds the placeholder/u,
    );
  });
});
