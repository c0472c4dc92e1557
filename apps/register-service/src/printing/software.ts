import { readFileSync } from 'node:fs';
import type { PrintedSoftware } from '@encaisse/contracts';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });
const { version } = manifest.parse(
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')),
);

/** What every printed document says made it. */
export const SOFTWARE: PrintedSoftware = { name: 'Encaisse', version };
