import { createHash } from 'node:crypto';
import type { DatasetManifest, DatasetPart, PartName } from '@encaisse/contracts';
import type { Interference, LineToHeadOffice, Reply } from './line-to-head-office.js';

interface Alteration {
  /** How much newer than head office's own the dataset says it is. */
  readonly newerBy: number;
  /** Bodies that take the place of head office's. */
  readonly bodies?: Partial<Record<PartName, string>>;
  /** Last word on what is announced. */
  readonly announce?: (manifest: DatasetManifest) => unknown;
}

/** A dataset that head office never made: the line tells the store so, and gives it these bodies. */
export function alteredDataset({
  newerBy,
  bodies = {},
  announce = (manifest) => manifest,
}: Alteration): Interference {
  const announced = new Map<string, string>();
  return async ({ path }, forward) => {
    const body = announced.get(path.split('/').at(-1) ?? '');
    if (body !== undefined) return ndjson(body);
    const reply = await forward();
    if (!path.endsWith('/dataset') || reply.status !== 200) return reply;
    const manifest = JSON.parse(reply.body.toString()) as DatasetManifest;
    const parts = manifest.parts.map((part) => partOf(part, bodies[part.name]));
    for (const part of parts) {
      const given = bodies[part.name];
      if (given !== undefined) announced.set(part.sha256, given);
    }
    const datasetVersion = manifest.datasetVersion + newerBy;
    const createdAt = new Date(Date.parse(manifest.createdAt) + newerBy * 1_000).toISOString();
    const changed = announce({ ...manifest, datasetVersion, createdAt, parts });
    for (const part of (changed as DatasetManifest).parts) {
      const given = bodies[part.name];
      if (given !== undefined) announced.set(part.sha256, given);
    }
    return { ...reply, body: Buffer.from(JSON.stringify(changed)) };
  };
}

/** The same manifest with something else said of one part. */
export const announcing =
  (name: PartName, lie: Partial<DatasetPart>) =>
  (manifest: DatasetManifest): DatasetManifest => ({
    ...manifest,
    parts: manifest.parts.map((part) => (part.name === name ? { ...part, ...lie } : part)),
  });

/** A part as head office has it now, line by line. */
export async function linesOfPart(line: LineToHeadOffice, key: string, name: PartName): Promise<string[]> {
  const headers = { authorization: `Bearer ${key}` };
  const dataset = await fetch(`${line.url}/exchange/v1/stores/S01/registers/1/dataset`, { headers });
  const { parts } = (await dataset.json()) as DatasetManifest;
  const sha256 = parts.find((part) => part.name === name)?.sha256;
  const answer = await fetch(`${line.url}/exchange/v1/parts/${name}/${sha256}`, { headers });
  return (await answer.text()).split('\n').slice(0, -1);
}

export const bodyOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const ndjson = (body: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/x-ndjson' },
  body: Buffer.from(body),
});

function partOf(part: DatasetPart, body: string | undefined): DatasetPart {
  if (body === undefined) return part;
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { ...part, rows: body.split('\n').length - 1, bytes: Buffer.byteLength(body), sha256 };
}
