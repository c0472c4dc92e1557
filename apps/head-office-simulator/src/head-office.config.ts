import { secret, serviceConfig } from '@encaisse/service-kit';
import { z } from 'zod';

export const headOfficeConfig = z.object({
  ...serviceConfig,
  DATA_DIR: z
    .string()
    .min(1)
    .describe('Directory that this head office keeps everything in; made when absent.'),
  API_KEY: secret(20).describe('Key that stores and the back office authenticate with.'),
  PRODUCTS_FILE: z
    .string()
    .optional()
    .describe('Products as barcode<TAB>label lines, plain or gzip. Without it, products are invented.'),
  GENERATED_ARTICLES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(12_000)
    .describe(
      'How many products to invent without a PRODUCTS_FILE; of a hundred or more, some fifty are weighed.',
    ),
  CHAIN_FILE: z
    .string()
    .optional()
    .describe('Stores, registers and sellers as JSON. Without it, two demo stores.'),
});
export type HeadOfficeConfig = z.infer<typeof headOfficeConfig>;
