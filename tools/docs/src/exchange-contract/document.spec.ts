import {
  datasetManifest,
  differencesBetween,
  EXCHANGE_PATHS,
  EXCHANGE_PROBLEMS,
  exportManifest,
  exportRecord,
  PART_NAMES,
  PART_ROWS,
  sumRecords,
} from '@encaisse/contracts';
import { exchangeContractDocument } from './document.js';
import {
  datasetManifestExample,
  exportManifestExample,
  partBody,
  recordsExample,
  sessionManifestExample,
} from './example.js';

const text = JSON.stringify(exchangeContractDocument());
const document = JSON.parse(text);

describe('the document of the exchange contract', () => {
  it('has every operation under its path', () => {
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids.sort()).toEqual(Object.keys(EXCHANGE_PATHS).sort());
  });

  it('names every problem code at an operation, but the one for what is no operation', () => {
    const unused = Object.keys(EXCHANGE_PROBLEMS).filter(
      (code) => !text.includes(`"urn:encaisse:exchange:${code}"`),
    );
    expect(unused).toEqual(['ROUTE_UNKNOWN']);
  });

  it('refers to nothing that it does not hold', () => {
    const refs = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/gu)].map((match) => match[1] ?? '');
    expect(refs.length).toBeGreaterThan(30);
    expect(refs.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
  });

  it('describes each path parameter', () => {
    const parameters = Object.values<Record<string, { parameters: { description?: string }[] }>>(
      document.paths,
    )
      .flatMap((methods) => Object.values(methods))
      .flatMap((operation) => operation.parameters);
    expect(parameters.filter(({ description }) => description === undefined)).toEqual([]);
  });

  it('lets a newer sender say more: no object of an answer or a record is closed, but amounts per VAT rate', () => {
    const closed = Object.entries<object>(document.components.schemas).filter(([, schema]) =>
      JSON.stringify(schema).includes('"additionalProperties":false'),
    );
    expect(closed.map(([name]) => name)).toEqual(['VatTotal']);
  });
});

describe('the worked example of the document', () => {
  it('keeps to the schemas', () => {
    expect(datasetManifest.parse(datasetManifestExample)).toEqual(datasetManifestExample);
    expect(exportManifest.parse(exportManifestExample)).toEqual(exportManifestExample);
    for (const record of recordsExample) expect(exportRecord.parse(record)).toEqual(record);
    for (const name of PART_NAMES) {
      const rows = partBody(name)
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
      for (const row of rows) expect(PART_ROWS[name].parse(row)).toEqual(row);
    }
  });

  it('has totals that its records sum to', () => {
    expect(differencesBetween(sessionManifestExample.totals, sumRecords(recordsExample))).toEqual([]);
  });
});
