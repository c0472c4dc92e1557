import { z } from 'zod';
import { exchangeProblem } from './problems.js';
import { type SessionKey, sessionKey } from './records.js';
import { sessionTotals } from './session-totals.js';
import {
  businessDate,
  count,
  instant,
  ordinal,
  registerNumber,
  schemaVersion,
  sha256,
  storeCode,
  uuid,
} from './values.js';

/** A chunk is the unit of resuming: small enough to send again, large enough to keep the round trips few. */
export const CHUNK_RECORDS_LIMIT = 500;
/** 500 very long tickets; anything larger is no chunk of ours. */
export const CHUNK_BYTES_LIMIT = 8 * 1024 * 1024;

/** How a session is named in the path of its export: `7-2` is session 2 of epoch 7. */
export const sessionRef = z
  .string()
  .regex(/^[1-9][0-9]{0,9}-[1-9][0-9]{0,9}$/)
  .meta({ description: 'Epoch and number of a session, joined by a hyphen.', examples: ['7-2'] });

export const sessionRefOf = (key: Pick<SessionKey, 'epoch' | 'number'>): string =>
  `${key.epoch}-${key.number}`;

export const sessionManifest = z
  .object({
    key: sessionKey,
    sessionId: uuid,
    businessDate,
    records: z
      .int()
      .min(2)
      .meta({ description: 'How many lines all chunks hold: at least the opening and the Z.' }),
    sha256: sha256.meta({
      description:
        'SHA-256 of all record lines in order, each ending with \\n: that is, of the chunk bodies end to end.',
    }),
    chunks: ordinal.meta({ description: 'Number of chunks; they are numbered from 0.' }),
    totals: sessionTotals,
  })
  .meta({ description: 'What the sender is about to send of one session.' });
export type SessionManifest = z.infer<typeof sessionManifest>;

export const exportManifest = z
  .object({
    schemaVersion,
    storeCode,
    registerNumber,
    sessions: z.array(sessionManifest).min(1).meta({
      description: 'Closed sessions of one hold, oldest first; epoch and number name each of them once.',
    }),
  })
  .superRefine((manifest, context) => {
    const refs = new Set<string>();
    for (const [index, { key }] of manifest.sessions.entries()) {
      const path = ['sessions', index, 'key'];
      if (key.storeCode !== manifest.storeCode || key.registerNumber !== manifest.registerNumber) {
        context.addIssue({ code: 'custom', path, message: 'a session of another register' });
      }
      if (refs.has(sessionRefOf(key)))
        context.addIssue({ code: 'custom', path, message: 'the same session twice' });
      refs.add(sessionRefOf(key));
    }
  })
  .meta({ description: 'Announces an export. The export id only groups; sessions are named by their keys.' });
export type ExportManifest = z.infer<typeof exportManifest>;

export const chunkReceipt = z
  .object({ index: count, records: ordinal, sha256 })
  .meta({ description: 'A chunk that head office holds durably.' });
export type ChunkReceipt = z.infer<typeof chunkReceipt>;

export const acknowledgement = z
  .object({
    acknowledgementId: uuid,
    key: sessionKey,
    sha256,
    totals: sessionTotals.meta({ description: 'As head office summed them from the records.' }),
    acknowledgedAt: instant,
  })
  .meta({
    description: 'Head office holds this session, durably and checked. The same for every repetition.',
  });
export type Acknowledgement = z.infer<typeof acknowledgement>;

export const exportSessionState = z.enum(['RECEIVING', 'ACKNOWLEDGED', 'ACCEPTED_APART', 'REFUSED']).meta({
  description:
    'RECEIVING: chunks may come. ACKNOWLEDGED, ACCEPTED_APART: nothing need be sent. REFUSED: the last commit was refused.',
});

export const exportSessionStatus = z.object({
  key: sessionKey,
  state: exportSessionState,
  chunksReceived: z.array(count).meta({ description: 'Indices that need not be sent again.' }),
  acknowledgement: acknowledgement.nullable(),
  refusal: exchangeProblem.nullable(),
});
export type ExportSessionStatus = z.infer<typeof exportSessionStatus>;

export const exportStatus = z
  .object({
    exportId: uuid,
    storeCode,
    registerNumber,
    announcedAt: instant,
    sessions: z.array(exportSessionStatus),
  })
  .meta({ description: 'How far an export is: what an interrupted sender resumes from.' });
export type ExportStatus = z.infer<typeof exportStatus>;
