import { datasetQueries, type ReplyOf } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { Injectable } from '@nestjs/common';

type Page = ReplyOf<typeof datasetQueries.listServedRegisters>;
export type ServedRegister = Page['registers'][number];

const PAGE = 500;

/** The registers that there are, as register-service knows them. */
@Injectable()
export class ServedRegisters {
  constructor(private readonly bus: Bus) {}

  /** Page by page. @throws when register-service does not answer. */
  async *pages(): AsyncGenerator<readonly ServedRegister[]> {
    let after: string | null = null;
    do {
      const page: Page = await this.#page(after);
      yield page.registers;
      after = page.nextAfter;
    } while (after !== null);
  }

  async #page(after: string | null): Promise<Page> {
    const page = await this.bus.request(datasetQueries.listServedRegisters, { after, limit: PAGE });
    if (!page.ok) throw new Error(`register-service refuses: ${page.refusal.code}`);
    return page.value;
  }
}
