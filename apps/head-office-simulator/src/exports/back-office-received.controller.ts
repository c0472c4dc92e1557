import { Readable } from 'node:stream';
import {
  type AcceptedSessions,
  addTotals,
  exchangeParameters,
  exchangeProblemOf,
  type ReceivedRegisters,
  type ReceivedSession,
  type ReceivedSessions,
  type RefusedContents,
} from '@encaisse/contracts';
import { Controller, Get, Param, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ExchangeRefusal, parsed } from '../http/answer.js';
import { ApiKeyGuard } from '../http/api-key.guard.js';
import { NDJSON } from '../http/ndjson.js';
import { AcceptanceRepository } from './acceptance.repository.js';
import { ReceivedSessionRepository } from './received-session.repository.js';
import { sessionPath } from './session-path.js';

const { storeCode, registerNumber } = exchangeParameters;
const registerPath = z.object({ storeCode, registerNumber });

/** What head office's people see of what the stores have sent. */
@Controller('back-office/v1')
@UseGuards(ApiKeyGuard)
export class BackOfficeReceivedController {
  constructor(
    private readonly received: ReceivedSessionRepository,
    private readonly acceptances: AcceptanceRepository,
  ) {}

  @Get('registers/:storeCode/:registerNumber/sessions')
  listSessions(@Param() path: unknown): ReceivedSessions {
    return { sessions: this.received.listOf(parsed(registerPath, path)) };
  }

  @Get('registers')
  listRegisters(): ReceivedRegisters {
    const sessions = this.received.listAll();
    const registers = Map.groupBy(sessions, ({ key }) => `${key.storeCode} ${key.registerNumber}`);
    return { registers: [...registers.values()].flatMap(registerOf) };
  }

  @Get('sessions/:storeCode/:registerNumber/:incarnation/:sessionRef/records')
  readRecords(@Param() path: unknown, @Res() reply: FastifyReply): void {
    const key = parsed(sessionPath, path);
    const contentId = this.received.findContentId(key);
    if (contentId === undefined) throw new ExchangeRefusal(exchangeProblemOf('UNKNOWN_SESSION', key));
    void reply.type(NDJSON).send(Readable.from(this.received.contentBodies(contentId)));
  }

  @Get('refusals')
  listRefusals(): RefusedContents {
    return { contents: this.received.listRefused() };
  }

  @Get('acceptances')
  listAcceptances(): AcceptedSessions {
    return { acceptances: this.acceptances.list() };
  }
}

function registerOf(sessions: readonly ReceivedSession[]): ReceivedRegisters['registers'] {
  const [first] = sessions;
  if (first === undefined) return [];
  const totals = addTotals(sessions.map((session) => session.totals));
  const { key } = first;
  return [
    { storeCode: key.storeCode, registerNumber: key.registerNumber, sessions: sessions.length, totals },
  ];
}
