import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, parseConfig, secret, serviceConfig, url } from './config.js';

const schema = z.object({ ...serviceConfig, DATABASE_URL: url('mysql', 'mariadb'), TOKEN_SECRET: secret() });
const good = { PORT: '8080', DATABASE_URL: 'mysql://u:p@h/d', TOKEN_SECRET: 'k3yk3yk3yk3yk3yk3yk3y' };

describe('the configuration of a service', () => {
  it('is read from the environment, numbers as numbers, defaults filled in', () => {
    expect(parseConfig(schema, good)).toEqual({
      ...good,
      PORT: 8080,
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      HOST: '127.0.0.1',
    });
  });

  it('tells every problem at once', () => {
    const read = () =>
      parseConfig(schema, { PORT: 'x', DATABASE_URL: 'postgres://h', TOKEN_SECRET: 'short' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*TOKEN_SECRET/u);
  });

  it.each(['change-me-please-now', 'CHANGEME-CHANGEME', 'secret-secret-secret', 'placeholder-of-template'])(
    'refuses the placeholder %s',
    (placeholder) => {
      expect(() => parseConfig(schema, { ...good, TOKEN_SECRET: placeholder })).toThrow(/placeholder/u);
    },
  );

  it('refuses a placeholder that stands as the password of an address', () => {
    const read = () =>
      parseConfig(schema, { ...good, DATABASE_URL: 'mysql://register:change-me@db/encaisse' });
    expect(read).toThrow(/DATABASE_URL: its password still holds the placeholder/u);
  });

  it('takes a value from the file that NAME_FILE names, without the line end', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'encaisse-config-')), 'token');
    writeFileSync(file, 'from-a-file-0123456789\n');
    const { TOKEN_SECRET, ...rest } = good;
    expect(parseConfig(schema, { ...rest, TOKEN_SECRET_FILE: file }).TOKEN_SECRET).toBe(
      'from-a-file-0123456789',
    );
    expect(TOKEN_SECRET).not.toContain('file');
  });

  it('reads such a file for a schema that is transformed afterwards, too', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'encaisse-config-')), 'token');
    writeFileSync(file, 'from-a-file-0123456789\n');
    const transformed = schema.transform((config) => ({ token: config.TOKEN_SECRET }));
    const { TOKEN_SECRET: _, ...rest } = good;
    const config = parseConfig(transformed, { ...rest, TOKEN_SECRET_FILE: file });
    expect(config).toEqual({ token: 'from-a-file-0123456789' });
  });

  it('tells a file that cannot be read like any other problem', () => {
    const { TOKEN_SECRET: _, ...rest } = good;
    const read = () => parseConfig(schema, { ...rest, TOKEN_SECRET_FILE: '/nowhere/token', PORT: 'x' });
    expect(read).toThrow(/TOKEN_SECRET_FILE: .*ENOENT[\s\S]*PORT/u);
  });

  it('takes an empty variable for an absent one', () => {
    expect(parseConfig(schema, { ...good, LOG_LEVEL: '' }).LOG_LEVEL).toBe('info');
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(parseConfig(schema, good))).toBe(true);
  });
});
