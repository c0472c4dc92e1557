import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A service in a process of its own, as it runs in a store: built, listening, and mortal. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts `apps/<app>/dist/main.js` and returns once it listens. */
  static async start(app: string, env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const main = new URL(`../../${app}/dist/main.js`, import.meta.url).pathname;
    if (!existsSync(main)) throw new Error(`${main} is not built: run \`npm run build\` first`);
    const child = spawn(process.execPath, [main], {
      env: { HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      output += `${line}\n`;
      const url = listening(line);
      if (url === undefined) continue;
      child.stdout?.resume();
      return new ServiceProcess(child, url);
    }
    throw new Error(`${app} did not start:\n${output}`);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

function listening(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  const { msg, url } = JSON.parse(line) as { msg?: string; url?: string };
  return msg === 'listening' ? url : undefined;
}
