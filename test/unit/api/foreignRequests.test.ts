import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultApiLimits } from '../../../node/api/limits.ts';
import { methods } from '../../../node/api/methods.ts';
import { deepJson, foreignJson, oddValue } from '../foreign.ts';
import { post, type RpcAnswer } from './rpc.ts';
import { Venue } from './worldDoor.ts';

const names = [...methods.keys()];
const hash = `0x${'ab'.repeat(32)}`;
const addressText = `0x${'cd'.repeat(20)}`;

/** Also parameters of a kind that some method takes, so that calls get further than the first check. */
const value = fc.oneof(oddValue, fc.constantFrom<unknown>(1, 2, hash, addressText, 'blocks', 'book', '0x0801', 60));

describe('requests from anywhere', () => {
  let venue: Venue;
  beforeAll(async () => {
    venue = new Venue(37);
    // The bound on one caller's rate has a test of its own. Proofs are not waited for.
    await venue.open(1, 1, { limits: { ...defaultApiLimits, costPerSecond: 1e9, costBurst: 1e9, proofWaitMs: 1 } });
  });
  afterAll(() => venue.close());

  /** A result or a code for each call; INTERNAL is what is said of an error that nobody foresaw. */
  function check(answer: unknown): void {
    for (const each of (Array.isArray(answer) ? answer : [answer]) as (RpcAnswer | undefined)[]) {
      if (each === undefined || 'result' in each) continue;
      expect(each.error?.data.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(each.error?.data.code).not.toBe('INTERNAL');
    }
  }

  test('any text, and valid requests with something changed, are answered with a result or a code', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'witan_block', params: { height: 1 } };
    const batch = [call, { jsonrpc: '2.0', id: 'a', method: 'witan_book', params: [1] }];
    await fc.assert(
      fc.asyncProperty(fc.oneof(foreignJson(call), foreignJson(batch)), async (text) => {
        check((await post(venue.url(0), text)).answer);
      }),
      { numRuns: 400 },
    );
  });

  test.each(names)('%s takes any parameters without an error that nobody foresaw', async (method) => {
    const { params } = methods.get(method)!;
    const given = fc.oneof(
      fc.array(value, { maxLength: 5 }),
      fc.dictionary(fc.constantFrom(...params, '__proto__', 'x'), value, { maxKeys: 5 }),
      fc.record(Object.fromEntries(params.map((name) => [name, value]))),
    );
    await fc.assert(
      fc.asyncProperty(given, async (each) => {
        const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: each });
        check((await post(venue.url(0), request)).answer);
      }),
      { numRuns: 60 },
    );
  });

  test('parameters nested however deeply', async () => {
    const deep = deepJson(60_000);
    for (const method of names) {
      for (const params of [deep, `[${deep}]`, `{"${methods.get(method)!.params[0] ?? 'x'}":${deep}}`]) {
        check((await post(venue.url(0), `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`)).answer);
      }
    }
  });
});
