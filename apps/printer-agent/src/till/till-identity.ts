import { constants } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { hasCode } from '../system-error.js';

/** Who this agent is: made once by enrolment, and kept. */
export const tillIdentity = z.object({
  tillId: z.uuid(),
  storeId: z.uuid(),
  credential: z.string().min(20),
  /** Null where the NATS server asks for no identity. */
  natsUserJwt: z.string().nullable(),
  natsSeed: z.string(),
});
export type TillIdentity = z.infer<typeof tillIdentity>;

const natsKey = z.object({ publicKey: z.string(), seed: z.string() });
export type NatsKey = z.infer<typeof natsKey>;

/** The secrets of this till in the agent's folder, readable by the agent alone. */
export class TillSecrets {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async identity(): Promise<TillIdentity | undefined> {
    return this.#read('till.json', tillIdentity);
  }
  async keepIdentity(identity: TillIdentity): Promise<void> {
    await this.#keep('till.json', identity);
  }

  /** The key made before enrolment, so that an enrolment whose answer was lost is asked again with the same key. */
  async natsKey(): Promise<NatsKey | undefined> {
    return this.#read('nats-key.json', natsKey);
  }
  async keepNatsKey(key: NatsKey): Promise<void> {
    await this.#keep('nats-key.json', key);
  }

  async #read<T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> {
    try {
      return schema.parse(JSON.parse(await readFile(join(this.#folder, name), 'utf8')));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw new Error(`${join(this.#folder, name)} cannot be read`, { cause: error });
    }
  }

  async #keep(name: string, value: unknown): Promise<void> {
    const path = join(this.#folder, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(`${path}.new`, 'w', 0o600);
    await file.writeFile(`${JSON.stringify(value)}\n`);
    await file.sync();
    await file.close();
    await rename(`${path}.new`, path);
    const folder = await open(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
    await folder.sync();
    await folder.close();
  }
}
