import { runCheck, WITH_SERVERS } from './checks.mjs';
import { installDependencies } from './dependencies.mjs';
import { launch } from './entry.mjs';
import { givenMysql } from './mysql.mjs';
import { pingDatabase } from './ping.mjs';
import { bringServers, checkServers } from './servers.mjs';
import { closing, exitCodeOf, ONE_FAILED, sum } from './tally.mjs';
import { Terminal } from './terminal.mjs';
import { openWorkplace } from './workplace.mjs';

/** `npm run test:mysql`: the integration suites, which `npm test` runs on MariaDB, on the MySQL that MYSQL_URL names. */

/** @type {import('./checks.mjs').Check} */
const BUILD = { title: 'Build', script: 'build', limitMinutes: 5, isJest: false };

/** Every suite makes a schema of its own, which takes MySQL longer than MariaDB. */
const LIMIT_MINUTES = 20;

const terminal = new Terminal();
await launch(testOnMysql, (error) => {
  terminal.failure(error);
  terminal.line(closing(ONE_FAILED));
});

/** @type {import('./lifetime.mjs').Main} */
async function testOnMysql(lifetime) {
  const { url, version } = await terminal.step('MySQL', () => givenMysql(process.env, pingDatabase));
  terminal.note(`MySQL ${version}`);
  process.env['DATABASE_URL'] = url;
  const workplace = await openWorkplace('test', { lifetime, terminal, fresh: true });
  await installDependencies(workplace);
  const tallies = [await runCheck(workplace, BUILD)];
  await checkServers(workplace);
  const { database, redis, nats } = await bringServers(workplace);
  const env = {
    DATABASE_URL: database.url,
    DATABASE_TYPE: database.type,
    REDIS_URL: redis.url,
    NATS_URL: nats.url,
  };
  for (const check of WITH_SERVERS.filter(({ script }) => script === 'int'))
    tallies.push(await runCheck(workplace, { ...check, limitMinutes: LIMIT_MINUTES }, env));
  const tally = sum(tallies);
  terminal.line(closing(tally));
  return exitCodeOf(tally);
}
