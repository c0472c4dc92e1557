import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GeneratedDocument } from './generated-document.js';

/** Reads the document off its controllers; an app is run, never imported. */
const PRINTER = fileURLToPath(new URL('../../../apps/gateway/dist/openapi/print.main.js', import.meta.url));
const BYTES_MAX = 8 * 1024 * 1024;

/** The gateway's API as an OpenAPI document. */
export const gatewayOpenApi: GeneratedDocument = {
  path: 'docs/openapi.json',
  render: async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [PRINTER], { maxBuffer: BYTES_MAX });
    return stdout;
  },
};
