import { Injectable } from '@nestjs/common';

type Check = () => Promise<boolean>;

/** What must answer before this service takes work. Each part adds the check of what it talks to. */
@Injectable()
export class Readiness {
  readonly #checks = new Map<string, Check>();

  add(name: string, check: Check): void {
    if (this.#checks.has(name)) throw new Error(`two readiness checks named ${name}`);
    this.#checks.set(name, check);
  }

  /** Each check by name; one that throws counts as down. */
  async ask(): Promise<Readonly<Record<string, boolean>>> {
    const answers = [...this.#checks].map(async ([name, check]) => {
      const up = await check().catch(() => false);
      return [name, up] as const;
    });
    return Object.fromEntries(await Promise.all(answers));
  }
}
