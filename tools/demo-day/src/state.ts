import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const demoState = z.object({
  /** `S01-T1` → what the till's page got at its enrolment. */
  credentials: z.record(z.string(), z.string()),
  /** `S01/R01` → the password that the demo chose for the seller. */
  passwords: z.record(z.string(), z.string()),
  /** E-mail address → the password of a user of head office. */
  people: z.record(z.string(), z.string()).default({}),
});
type DemoState = z.infer<typeof demoState>;

/** What the demo remembers between days, as a till's page and its sellers would. */
export class DemoMemory {
  readonly #file: string;
  readonly #state: DemoState;

  constructor(readonly dir: string) {
    mkdirSync(dir, { recursive: true });
    this.#file = join(dir, 'demo-state.json');
    this.#state = existsSync(this.#file)
      ? demoState.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
      : { credentials: {}, passwords: {}, people: {} };
  }

  credentialOf(till: string): string | undefined {
    return this.#state.credentials[till];
  }
  rememberCredential(till: string, credential: string): void {
    this.#state.credentials[till] = credential;
    this.#save();
  }
  passwordOf(storeCode: string, sellerCode: string): string | undefined {
    return this.#state.passwords[`${storeCode}/${sellerCode}`];
  }
  rememberPassword(storeCode: string, sellerCode: string, password: string): void {
    this.#state.passwords[`${storeCode}/${sellerCode}`] = password;
    this.#save();
  }

  passwordOfPerson(name: string): string | undefined {
    return this.#state.people[name];
  }
  rememberPerson(name: string, password: string): void {
    this.#state.people[name] = password;
    this.#save();
  }

  #save(): void {
    writeFileSync(`${this.#file}.part`, JSON.stringify(this.#state, null, 2), { mode: 0o600 });
    renameSync(`${this.#file}.part`, this.#file);
  }
}
