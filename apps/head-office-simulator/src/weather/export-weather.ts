import { createHash } from 'node:crypto';
import {
  type Acknowledgement,
  type ExchangeProblem,
  exchangeProblemOf,
  type FaultOf,
  type SessionManifest,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Weather } from './weather.js';

const KINDS = ['DISAGREE', 'OTHER_CONTENT', 'LOSE_CHUNKS', 'MISREPORT'] as const;
type ExportFault = FaultOf<(typeof KINDS)[number]>;

/** The weather in head office's own books: what it makes of a session that came as it should. */
@Injectable()
export class ExportWeather {
  constructor(private readonly weather: Weather) {}

  /** What strikes a session that is about to be decided on. */
  take({ key: { storeCode, registerNumber } }: SessionManifest): ExportFault | undefined {
    return this.weather.take({ operation: 'commitSession', storeCode, registerNumber }, KINDS);
  }

  /** Why a session is refused that is as it should be; undefined for the weather that refuses none. */
  problemOf(fault: ExportFault | undefined, session: SessionManifest): ExchangeProblem | undefined {
    if (fault?.kind === 'DISAGREE') {
      const { ttcCents } = session.totals;
      const recomputed = ttcCents + fault.byCents;
      const differences = [{ path: 'totals.ttcCents', declared: ttcCents, recomputed }];
      return exchangeProblemOf('EXPORT_REFUSED', { differences });
    }
    if (fault?.kind !== 'OTHER_CONTENT') return undefined;
    return exchangeProblemOf('SESSION_CONTENT_DIFFERS', {
      acknowledgementId: uuidv7(),
      acknowledgedSha256: createHash('sha256').update(`not ${session.sha256}`).digest('hex'),
      receivedSha256: session.sha256,
    });
  }

  /** What is answered of an acknowledgement that was given. */
  told(fault: ExportFault | undefined, given: Acknowledgement): Acknowledgement {
    if (fault?.kind !== 'MISREPORT') return given;
    return { ...given, totals: { ...given.totals, ticketCount: given.totals.ticketCount + 1 } };
  }
}
