import { runCheck, WITHOUT_SERVERS } from './checks.mjs';
import { installDependencies } from './dependencies.mjs';
import { launch } from './entry.mjs';
import { closing, exitCodeOf, ONE_FAILED, sum } from './tally.mjs';
import { Terminal } from './terminal.mjs';
import { openWorkplace } from './workplace.mjs';

/** `npm run check`: the half of `npm test` that needs no server. */

const terminal = new Terminal();
await launch(checkSources, (error) => {
  terminal.failure(error);
  terminal.line(closing(ONE_FAILED));
});

/** @type {import('./lifetime.mjs').Main} */
async function checkSources(lifetime) {
  const workplace = await openWorkplace('check', { lifetime, terminal, fresh: true });
  await installDependencies(workplace);
  const tallies = [];
  for (const check of WITHOUT_SERVERS) tallies.push(await runCheck(workplace, check));
  const tally = sum(tallies);
  terminal.line(closing(tally));
  return exitCodeOf(tally);
}
