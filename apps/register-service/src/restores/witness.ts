import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';

const count = z.int().min(0);
const witnessed = z.object({
  registerId: z.string(),
  incarnation: z.string(),
  version: count,
  lastHash: z.string(),
  epoch: count,
  ticketNumber: count,
  zNumber: count,
  duplicates: count.default(0),
  /** It is not in the database any more, and its end was noticed; a later copy may bring it back. */
  isGone: z.boolean().default(false),
});
/** How far a register had come. */
export type Witnessed = z.infer<typeof witnessed>;
const shape = z.object({ registers: z.array(witnessed) });

/**
 * A file outside the database that remembers how far the database had come. It decides nothing and may get lost: then nobody
 * notices by himself that an older copy was restored.
 */
export class Witness {
  constructor(private readonly path: string) {}

  /** @throws Error when the file is there and cannot be read: it must not pass for one that knows nothing. */
  read(): readonly Witnessed[] {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (Object(error).code === 'ENOENT') return [];
      throw error;
    }
    return shape.parse(JSON.parse(text)).registers;
  }

  /** Whole or not at all, also when the machine dies meanwhile. */
  write(registers: readonly Witnessed[]): void {
    const next = `${this.path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, JSON.stringify({ registers }));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.path);
  }
}
