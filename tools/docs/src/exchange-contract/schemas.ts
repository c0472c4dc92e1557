import {
  acceptance,
  acceptanceRequest,
  acknowledgement,
  chunkReceipt,
  datasetManifest,
  datasetPart,
  exchangeProblem,
  exportedAbandonedTicket,
  exportedCashMovement,
  exportedDismissedLateTicket,
  exportedDrawerOpening,
  exportedPayment,
  exportedRecount,
  exportedSession,
  exportedTicket,
  exportedTicketLine,
  exportedZ,
  exportManifest,
  exportRecord,
  exportSessionStatus,
  exportStatus,
  PART_NAMES,
  PART_ROWS,
  PARTS,
  sessionKey,
  sessionManifest,
  sessionTotals,
  totalsDifference,
  vatTotal,
} from '@encaisse/contracts';
import { z } from 'zod';

const NAMED = {
  DatasetManifest: datasetManifest,
  DatasetPart: datasetPart,
  ExportManifest: exportManifest,
  SessionManifest: sessionManifest,
  SessionKey: sessionKey,
  SessionTotals: sessionTotals,
  VatTotal: vatTotal,
  ExportRecord: exportRecord,
  SessionRecord: exportedSession,
  TicketRecord: exportedTicket,
  TicketLine: exportedTicketLine,
  TicketPayment: exportedPayment,
  AbandonedTicketRecord: exportedAbandonedTicket,
  DismissedLateTicketRecord: exportedDismissedLateTicket,
  CashMovementRecord: exportedCashMovement,
  DrawerOpeningRecord: exportedDrawerOpening,
  RecountRecord: exportedRecount,
  ZRecord: exportedZ,
  ChunkReceipt: chunkReceipt,
  Acknowledgement: acknowledgement,
  AcceptanceRequest: acceptanceRequest,
  Acceptance: acceptance,
  ExportStatus: exportStatus,
  ExportSessionStatus: exportSessionStatus,
  TotalsDifference: totalsDifference,
  Problem: exchangeProblem,
} as const;

type RowName = `${Capitalize<(typeof PART_NAMES)[number]>}Row`;
export type SchemaName = keyof typeof NAMED | RowName;
type JsonSchema = Record<string, unknown>;

export const refTo = (name: SchemaName): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
export const rowSchemaOf = (part: (typeof PART_NAMES)[number]): RowName =>
  `${capitalized(part)}Row` as RowName;

/** Every schema of the contract, by name, as JSON Schema 2020-12. What a reader may ignore is not forbidden. */
export function componentSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(NAMED)) registry.add(schema, { id: name });
  for (const part of PART_NAMES) registry.add(PART_ROWS[part], { id: rowSchemaOf(part) });
  const { schemas } = z.toJSONSchema(registry, {
    // As input: a newer sender may say more than this version knows.
    io: 'input',
    uri: (name) => `#/components/schemas/${name}`,
    override: ({ jsonSchema }) => readable(jsonSchema as JsonSchema),
  });
  const entries = Object.entries(schemas).map(
    ([name, { $schema, $id, ...schema }]) => [name, schema] as const,
  );
  const named: Record<string, JsonSchema> = Object.fromEntries(entries);
  for (const part of PART_NAMES) named[rowSchemaOf(part)] = rowSchema(named[rowSchemaOf(part)], part);
  return { ...named, ExportRecord: { ...named['ExportRecord'], discriminator: RECORD_DISCRIMINATOR } };
}

/** The JSON Schema of a path parameter. */
export const parameterSchema = (schema: z.ZodType): JsonSchema => {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => readable(jsonSchema as JsonSchema),
  });
  return rest;
};

const RECORD_DISCRIMINATOR = {
  propertyName: 'type',
  mapping: {
    session: refTo('SessionRecord').$ref,
    ticket: refTo('TicketRecord').$ref,
    abandonedTicket: refTo('AbandonedTicketRecord').$ref,
    dismissedLateTicket: refTo('DismissedLateTicketRecord').$ref,
    cashMovement: refTo('CashMovementRecord').$ref,
    drawerOpening: refTo('DrawerOpeningRecord').$ref,
    recount: refTo('RecountRecord').$ref,
    z: refTo('ZRecord').$ref,
  },
};

/** Leaves out what a format says already, and bounds that only say "a safe integer". */
function readable(schema: JsonSchema): void {
  if (schema['format'] !== undefined) delete schema['pattern'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
}

function rowSchema(tuple: JsonSchema | undefined, part: (typeof PART_NAMES)[number]): JsonSchema {
  const items = (tuple?.['prefixItems'] ?? []) as JsonSchema[];
  const columns: readonly string[] = PARTS[part].columns;
  return {
    title: `A row of the part ${part}`,
    ...tuple,
    prefixItems: items.map((item, index) => ({ title: columns[index], ...item })),
    items: false,
    minItems: items.length,
  };
}

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
