import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { cleanLabel } from './clean-label.js';
import type { Product } from './product.js';

/** Why a line of a product file gives no product. */
export type SkipReason = 'no barcode' | 'no label';

/**
 * Reads `barcode<TAB>label` lines, plain or gzip (told by the content, not by the name). Barcodes pass as they are,
 * a wrong check digit included: a head office hands out what was entered there, and the store sets it aside.
 */
export async function* readProductFile(
  path: string,
  skipped: (reason: SkipReason) => void,
): AsyncGenerator<Product> {
  for await (const line of linesOf(await openText(path))) {
    const [barcode = '', ...label] = line.split('\t');
    const product = { barcode: barcode.trim(), label: cleanLabel(label.join(' ')) };
    if (!/^[0-9]{1,14}$/u.test(product.barcode)) skipped('no barcode');
    else if (product.label === '') skipped('no label');
    else yield product;
  }
}

async function openText(path: string): Promise<Readable> {
  const bytes = createReadStream(path);
  if (!(await isGzip(path))) return bytes;
  // The reader of the returned stream meets the error, whichever of the two it comes from.
  return pipeline(bytes, createGunzip(), () => undefined);
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE(0) === 0x1f8b;
  } finally {
    await file.close();
  }
}

async function* linesOf(text: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
