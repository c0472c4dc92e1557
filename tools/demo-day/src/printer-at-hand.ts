import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { untilAnswered } from './api.js';

/** What a simulated printer can be told to do wrong; what is not said stays as it is. */
export interface PrinterSwitches {
  readonly power?: 'on' | 'off';
  readonly paper?: 'present' | 'out';
  readonly cover?: 'closed' | 'open';
  readonly lineMs?: number;
  readonly silent?: boolean;
  readonly lying?: boolean;
  readonly paperOutAfterLines?: number;
  readonly cutAfterBytes?: number;
}

const traffic = z.object({ name: z.string(), drawersOpened: z.int() });
const ticketList = z.array(z.object({ text: z.string() }));
const PATIENCE_MS = 60_000;

/** A till's printer, its weather and what came out of it. */
export class PrinterAtHand {
  constructor(private readonly url: string) {}

  async turn(switches: PrinterSwitches): Promise<void> {
    const { name } = await this.#state();
    const answer = await untilAnswered(`${this.url}/printers/${name}`, {
      method: 'POST',
      body: JSON.stringify(switches),
    });
    if (!answer.ok) throw new Error(`the printer answered ${answer.status}: ${await answer.text()}`);
  }

  /** How often its drawer sprang open. */
  async drawersOpened(): Promise<number> {
    return (await this.#state()).drawersOpened;
  }

  /** What came out, oldest first. */
  async paper(): Promise<readonly string[]> {
    const answer = await untilAnswered(`${this.url}/tickets`, { method: 'GET' });
    return ticketList.parse(await answer.json()).map(({ text }) => text);
  }

  /** Whether that many such papers come out, within a while. */
  async shows(isSuch: (text: string) => boolean, howOften: number): Promise<boolean> {
    for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(200)) {
      const found = (await this.paper()).filter(isSuch).length;
      if (found === howOften) return true;
      if (found > howOften || Date.now() > deadline) return false;
    }
  }

  async #state(): Promise<z.infer<typeof traffic>> {
    const answer = await untilAnswered(`${this.url}/printers`, { method: 'GET' });
    const [state] = z.array(traffic).parse(await answer.json());
    if (state === undefined) throw new Error('there is no printer');
    return state;
  }
}
