import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { exchangeProblemOf, type FaultOf, PROBLEM_CONTENT_TYPE } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RequestSubject } from './request-subject.js';
import { Weather } from './weather.js';

/** Faults that strike before anything is done, and those that strike the answer. */
const BEFORE = ['FAIL', 'HANG_UP', 'STALL'] as const;
const AFTER = ['CUT', 'TRICKLE', 'LATE'] as const;
type Before = FaultOf<(typeof BEFORE)[number]>;
type After = FaultOf<(typeof AFTER)[number]>;

const isAfter = (fault: Before | After): fault is After => AFTER.some((kind) => kind === fault.kind);

const TRICKLES_PER_SECOND = 10;

/** The weather on the line: what happens to requests and answers whatever they are about. */
@Injectable()
export class LineWeather {
  constructor(
    private readonly weather: Weather,
    private readonly subjects: RequestSubject,
  ) {}

  strike(server: FastifyInstance): void {
    const answers = new WeakMap<FastifyRequest, After>();
    // After the body is read: which register an announced export is about stands in it.
    server.addHook('preHandler', async (request, reply) => {
      const subject = this.subjects.of(request);
      const fault = subject && this.weather.take(subject, [...BEFORE, ...AFTER]);
      if (fault === undefined) return undefined;
      if (isAfter(fault)) {
        answers.set(request, fault);
        return undefined;
      }
      return refuse(fault, reply);
    });
    server.addHook('onSend', async (request, reply, payload) => {
      const fault = answers.get(request);
      if (fault === undefined) return payload;
      if (fault.kind !== 'LATE') return struckBody(fault, await bytesOf(payload), reply);
      await sleep(fault.byMs, undefined, { ref: false });
      return payload;
    });
  }
}

function refuse(fault: Before, reply: FastifyReply): FastifyReply {
  if (fault.kind === 'FAIL') {
    const problem = exchangeProblemOf(fault.status === 503 ? 'UNAVAILABLE' : 'INTERNAL');
    const wait = fault.retryAfterSeconds ?? (fault.status === 503 ? 2 : undefined);
    if (wait !== undefined) void reply.header('retry-after', String(wait));
    return reply
      .status(fault.status)
      .type(PROBLEM_CONTENT_TYPE)
      .send({ ...problem, status: fault.status });
  }
  void reply.hijack();
  if (fault.kind === 'STALL') {
    reply.raw.writeHead(200, { 'content-type': 'application/json' });
    reply.raw.flushHeaders();
  } else {
    reply.raw.destroy();
  }
  return reply;
}

function struckBody(fault: Exclude<After, { kind: 'LATE' }>, body: Buffer, reply: FastifyReply): Readable {
  // The length stays announced where it was: a cut body must be seen to be too short.
  void reply.header('content-length', body.length);
  if (fault.kind === 'TRICKLE') return Readable.from(trickling(body, fault.bytesPerSecond));
  const kept = Math.min(body.length - 1, Math.floor((body.length * fault.afterPermille) / 1_000));
  return Readable.from(cutOff(body.subarray(0, kept), reply));
}

async function* trickling(body: Buffer, bytesPerSecond: number): AsyncGenerator<Buffer> {
  const step = Math.max(1, Math.floor(bytesPerSecond / TRICKLES_PER_SECOND));
  for (let at = 0; at < body.length; at += step) {
    yield body.subarray(at, at + step);
    await sleep((step / bytesPerSecond) * 1_000);
  }
}

async function* cutOff(kept: Buffer, reply: FastifyReply): AsyncGenerator<Buffer> {
  if (kept.length > 0) yield kept;
  // What was written must have left before the connection goes, or nothing at all would arrive.
  await sleep(50);
  reply.raw.destroy();
}

async function bytesOf(payload: unknown): Promise<Buffer> {
  if (payload instanceof Readable) return Buffer.concat(await payload.toArray());
  if (typeof payload === 'string' || payload instanceof Uint8Array) return Buffer.from(payload);
  return Buffer.alloc(0);
}
