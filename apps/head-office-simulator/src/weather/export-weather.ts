import {
  type Acknowledgement,
  type ExchangeProblem,
  exchangeProblemOf,
  exportRecord,
  type FaultOf,
  type SessionManifest,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
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
    if (fault?.kind !== 'DISAGREE') return undefined;
    const { ttcCents } = session.totals;
    const recomputed = ttcCents + fault.byCents;
    const differences = [{ path: 'totals.ttcCents', declared: ttcCents, recomputed }];
    return exchangeProblemOf('EXPORT_REFUSED', { differences });
  }

  /** Another content of the session, which head office took in earlier; undefined for the weather that brings none. */
  earlierContent(fault: ExportFault | undefined, chunks: Iterable<string>): string[] | undefined {
    return fault?.kind === 'OTHER_CONTENT' ? beforeItsLastTicket(chunks) : undefined;
  }

  /** What is answered of an acknowledgement that was given. */
  told(fault: ExportFault | undefined, given: Acknowledgement): Acknowledgement {
    if (fault?.kind !== 'MISREPORT') return given;
    return { ...given, totals: { ...given.totals, ticketCount: given.totals.ticketCount + 1 } };
  }
}

/** Its records without the last ticket, as a copy of the till would have them; of a day without tickets, without its Z. */
function beforeItsLastTicket(chunks: Iterable<string>): string[] {
  const lines = [...chunks].flatMap((body) => body.split('\n')).filter((line) => line !== '');
  const last = lines.findLastIndex((line) => exportRecord.parse(JSON.parse(line)).type === 'ticket');
  return lines.toSpliced(last, 1).map((line) => `${line}\n`);
}
