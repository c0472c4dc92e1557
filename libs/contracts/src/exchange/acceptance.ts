import { z } from 'zod';
import { text } from '../primitives.js';
import { sessionKey } from './records.js';
import { instant, sha256, uuid } from './values.js';

const person = text(100).meta({
  description: 'Code of a seller of the store, or `siege:` and the name of a person at head office.',
  examples: ['R01', 'siege:compta.martin'],
});

export const acceptanceRequest = z
  .object({
    exportId: uuid.meta({ description: 'The export under which the session was refused.' }),
    sha256: sha256.meta({
      description: 'SHA-256 of the content that is to be accepted, as it was announced.',
    }),
    requestedBy: person,
    approvedBy: person,
    reason: text(500).meta({ examples: ['Écart d’un centime de TVA, vu avec la comptabilité'] }),
    requestedAt: instant.meta({ description: 'When the second of the two people approved it.' }),
  })
  .refine(({ requestedBy, approvedBy }) => requestedBy !== approvedBy, {
    path: ['approvedBy'],
    message: 'must be another person than requestedBy',
  })
  .meta({ description: 'Two people ask that a refused session be taken into the books apart.' });
export type AcceptanceRequest = z.infer<typeof acceptanceRequest>;

export const acceptance = z
  .object({
    acceptanceId: uuid,
    key: sessionKey,
    exportId: uuid,
    sha256,
    requestedBy: person,
    approvedBy: person,
    reason: z.string(),
    acceptedAt: instant,
  })
  .meta({
    description:
      'Head office holds the refused content of this session in its books, apart. The same for every repetition.',
  });
export type Acceptance = z.infer<typeof acceptance>;
