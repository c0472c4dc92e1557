import { countAsFailed, runCheck, WITH_SERVERS, WITHOUT_SERVERS } from './checks.mjs';
import { installDependencies } from './dependencies.mjs';
import { launch } from './entry.mjs';
import { Interrupted } from './failure.mjs';
import { bringServers, checkServers } from './servers.mjs';
import { closing, exitCodeOf, NOTHING, ONE_FAILED, sum } from './tally.mjs';
import { Terminal } from './terminal.mjs';
import { openWorkplace, sweepAll } from './workplace.mjs';

/** `npm test`: everything that is checked, from a bare clone on. The last line counts over all of it. */

/** @typedef {Readonly<import('./tally.mjs').Tally>} Tally */

const terminal = new Terminal();
await launch(testEverything, (error) => {
  terminal.failure(error);
  terminal.line(closing(ONE_FAILED));
});

/** @type {import('./lifetime.mjs').Main} */
async function testEverything(lifetime) {
  const workplace = await openWorkplace('test', { lifetime, terminal, fresh: true });
  await installDependencies(workplace);
  /** @type {Tally[]} */
  const tallies = [];
  for (const check of WITHOUT_SERVERS) tallies.push(await runCheck(workplace, check));
  tallies.push(await testWithServers(workplace));
  return async () => {
    const tally = sum([...tallies, await countLeftovers(workplace)]);
    terminal.line(closing(tally));
    return exitCodeOf(tally);
  };
}

/**
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Promise<Tally>} one failure for each suite that could not be tried, because its tests are unknown
 */
async function testWithServers(workplace) {
  terminal.line();
  try {
    await checkServers(workplace);
    const { database, redis, nats } = await bringServers(workplace);
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url, NATS_URL: nats.url };
    const tallies = [];
    for (const check of WITH_SERVERS) tallies.push(await runCheck(workplace, check, env));
    return sum(tallies);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    terminal.failure(error);
    return countAsFailed(workplace, WITH_SERVERS, 'the servers are missing');
  }
}

/**
 * A test that leaves a process behind is a test that failed, even if its assertions did not.
 * @param {import('./workplace.mjs').Workplace} workplace
 * @returns {Promise<Tally>}
 */
async function countLeftovers({ directory }) {
  const names = await sweepAll(directory);
  for (const name of names) terminal.line(`  ✗ left running by a test, now ended: ${name}`);
  return { ...NOTHING, failed: names.length };
}
