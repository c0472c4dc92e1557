import { givenMysql } from './mysql.mjs';

const answering = (greeting: string) => async () => ({ ok: true as const, greeting });
const url = 'mysql://root:s3cret@127.0.0.1:3307';
const nobody = async () => ({ ok: false as const, reason: 'connection refused' });

describe('the MySQL of npm run test:mysql', () => {
  it('is the one that MYSQL_URL names, from 8.4 on', async () => {
    for (const version of ['8.4.6', '9.0.1', '9.7.4-2'])
      await expect(givenMysql({ MYSQL_URL: url }, answering(version))).resolves.toEqual({ url, version });
  });

  it.each([
    ['is not set', {}, nobody, { reason: /MYSQL_URL is not set/u, remedy: /docker run .* mysql:8\.4/u }],
    ['does not answer', { MYSQL_URL: url }, nobody, { reason: /root:…@.* does not answer/u }],
    ['is a MariaDB', { MYSQL_URL: url }, answering('5.5.5-10.11.19-MariaDB'), { reason: /is a MariaDB/u }],
    ['is too old', { MYSQL_URL: url }, answering('8.0.44'), { reason: /8\.0\.44 is too old/u }],
  ])(
    'is told when it %s',
    async (_what, env, ping, { reason, remedy = /./u }: { reason: RegExp; remedy?: RegExp }) => {
      await expect(givenMysql(env, ping)).rejects.toMatchObject({
        reason: expect.stringMatching(reason),
        remedy: expect.stringMatching(remedy),
      });
    },
  );
});
