import { LaunchFailure } from './failure.mjs';
import { withoutPassword } from './servers.mjs';

const HOW_TO_GET_ONE = [
  'Start one and give its administrator, for instance:',
  '  docker run -d --name encaisse-mysql -p 127.0.0.1:3307:3306 -e MYSQL_ROOT_PASSWORD=secret mysql:8.4 --local-infile=1',
  '  MYSQL_URL=mysql://root:secret@127.0.0.1:3307 npm run test:mysql',
  'Supported are MySQL 8.4 to 9 (mysql:8.4, mysql:9).',
].join('\n');

/** From the first version with long-term support on. */
const OLDEST = [8, 4];

/**
 * The MySQL that the person gave: there is none to be installed on every system, so none is started.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {import('./ping.mjs').Ping} ping
 * @returns {Promise<{ url: string, version: string }>}
 */
export async function givenMysql({ MYSQL_URL: url }, ping) {
  if (!url) throw new LaunchFailure('MYSQL_URL is not set, so there is no MySQL to test on', HOW_TO_GET_ONE);
  const shown = withoutPassword(url);
  const answer = await ping(url);
  if (!answer.ok)
    throw new LaunchFailure(`MYSQL_URL=${shown} does not answer: ${answer.reason}`, HOW_TO_GET_ONE);
  const { greeting: version } = answer;
  if (/mariadb/i.test(version)) {
    throw new LaunchFailure(
      `MYSQL_URL=${shown} is a MariaDB (${version})`,
      '`npm test` runs on MariaDB; this command wants MySQL.',
    );
  }
  if (isOlder(version)) throw new LaunchFailure(`MySQL ${version} is too old`, HOW_TO_GET_ONE);
  return { url, version };
}

/** @param {string} version */
function isOlder(version) {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
