import { createHash } from 'node:crypto';
import type { DatasetManifest, DatasetPart, FaultOf, PartName } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { PartFiles } from '../chain/part-files.js';
import { Weather } from './weather.js';

const KINDS = ['WRONG_ROW_COUNT', 'WRONG_SHA256', 'OTHER_REGISTER', 'OLDER_VERSION', 'BAD_ROWS'] as const;

/** The weather in a dataset: what its manifest says that is not so. */
@Injectable()
export class DatasetWeather {
  constructor(
    private readonly weather: Weather,
    private readonly files: PartFiles,
  ) {}

  /** The manifest as the register is told it. */
  async told(manifest: DatasetManifest, correlationId?: string): Promise<DatasetManifest> {
    const { storeCode, registerNumber } = manifest;
    const subject = { operation: 'readDatasetManifest', storeCode, registerNumber, correlationId } as const;
    const fault = this.weather.take(subject, KINDS);
    switch (fault?.kind) {
      case undefined:
        return manifest;
      case 'OTHER_REGISTER':
        return { ...manifest, registerNumber: registerNumber + 1 };
      case 'OLDER_VERSION':
        return {
          ...manifest,
          datasetVersion: Math.max(1, manifest.datasetVersion - fault.by),
          createdAt: new Date(Date.parse(manifest.createdAt) - fault.by * 1_000).toISOString(),
        };
      case 'WRONG_ROW_COUNT':
        return withPart(manifest, fault.part, (part) => ({ ...part, rows: part.rows + 1 }));
      case 'WRONG_SHA256':
        return this.#misnamed(manifest, fault);
      case 'BAD_ROWS':
        return this.#spoiled(manifest, fault);
    }
  }

  /** The part can be read under the sha256 that is not its own: else it would only seem to be missing. */
  async #misnamed(manifest: DatasetManifest, fault: FaultOf<'WRONG_SHA256'>): Promise<DatasetManifest> {
    const part = partOf(manifest, fault.part);
    const sha256 = createHash('sha256').update(`not ${part.sha256}`).digest('hex');
    await this.files.alias(part.name, part.sha256, sha256);
    return withPart(manifest, part.name, (one) => ({ ...one, sha256 }));
  }

  async #spoiled(manifest: DatasetManifest, fault: FaultOf<'BAD_ROWS'>): Promise<DatasetManifest> {
    const part = partOf(manifest, fault.part);
    const rows = (await this.files.rows(part.name, part.sha256)) ?? [];
    const count = Math.max(1, Math.floor((rows.length * fault.permille) / 1_000));
    // Spread over the part, so that good rows stand before, between and behind them.
    const bad = new Set(
      Array.from({ length: count }, (_, index) => Math.floor((index * rows.length) / count)),
    );
    const spoiled = rows.map((row, index) => (bad.has(index) ? [null, ...row.slice(1)] : row));
    const written = await this.files.write(part.name, spoiled);
    return withPart(manifest, part.name, (one) => ({ ...one, ...written }));
  }
}

function partOf(manifest: DatasetManifest, name: PartName = 'articles'): DatasetPart {
  const part = manifest.parts.find((one) => one.name === name);
  if (part === undefined) throw new Error(`the manifest has no part ${name}`);
  return part;
}

function withPart(
  manifest: DatasetManifest,
  name: PartName = 'articles',
  change: (part: DatasetPart) => DatasetPart,
): DatasetManifest {
  const parts = manifest.parts.map((part) => (part.name === name ? change(part) : part));
  return { ...manifest, parts };
}
