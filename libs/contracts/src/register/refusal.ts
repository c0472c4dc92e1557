import { z } from 'zod';

export const refusal = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()).optional() });
