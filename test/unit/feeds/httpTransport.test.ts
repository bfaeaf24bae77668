import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { type HttpConfig, HttpTransport } from '../../../node/feeds/httpTransport.ts';
import { SourceHealth } from '../../../node/feeds/sourceHealth.ts';
import { documentBytesMax, type Intake } from '../../../node/feeds/transport.ts';
import { Happenings, lines, serveHttp, using } from './servers.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const json =
  (text: string): Answer =>
  (_, response) =>
    response.end(text);

/** A transport that polls a server which gives one answer after the other, and the last one for ever. */
async function poll(answers: readonly Answer[], options: Partial<HttpConfig> = {}, intake: Intake = 'taken') {
  const documents = new Happenings<unknown>();
  const requests = new Happenings<IncomingMessage>();
  const { said, say } = lines();
  const server = await serveHttp((request, response) => {
    const answer = answers[Math.min(requests.all.length, answers.length - 1)]!;
    requests.add(request);
    answer(request, response);
  });
  const take = (document: unknown, sinceMs: number): Intake => {
    documents.add(document);
    expect(Math.abs(Date.now() - sinceMs)).toBeLessThan(5_000);
    return intake;
  };
  const health = new SourceHealth('feed 1', say, 5);
  const transport = using(new HttpTransport({ kind: 'http', url: server.url, pollMs: 5, ...options }, health, take));
  return { documents, requests, said, server, transport };
}

describe('an HTTP source', () => {
  test('is asked again and again, with the headers that the operator gave', async () => {
    const { documents, requests, said } = await poll([json('{"n":1}'), json('{"n":2}')], { headers: { 'x-key': 'k' } });
    await documents.first((each) => (each as { n: number }).n === 2);
    expect(documents.all.slice(0, 2)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(requests.all[0]!.headers).toMatchObject({ accept: 'application/json', 'x-key': 'k' });
    expect(said.all).toEqual([]);
  });

  const wrong: Readonly<Record<string, readonly [code: string, answer: Answer]>> = {
    'an error status': ['FEED_HTTP_STATUS', (_, response) => response.writeHead(503).end('{"n":1}')],
    'another address': ['FEED_HTTP_STATUS', (_, response) => response.writeHead(302, { location: '/' }).end()],
    'no JSON': ['FEED_NO_JSON', json('<html>')],
    'an empty answer': ['FEED_NO_JSON', json('')],
    'an answer that is too large': ['FEED_TOO_LARGE', json(`"${'x'.repeat(documentBytesMax)}"`)],
    'an answer without end': [
      'FEED_TOO_LARGE',
      (_, response) => {
        const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
        response.on('close', () => clearInterval(timer));
      },
    ],
    'no answer in time': ['FEED_TIMEOUT', () => undefined],
    'an answer that stops in its middle': ['FEED_TIMEOUT', (_, response) => response.write('{"n":')],
    'a connection that breaks': ['FEED_UNREACHABLE', (request) => request.socket.destroy()],
  };
  test.each(Object.keys(wrong))(
    'that gives %s is bad, is said so once, and is good when it answers again',
    async (what) => {
      const [code, answer] = wrong[what]!;
      const { documents, said } = await poll([answer, answer, json('{"n":1}')], {
        timeoutMs: code === 'FEED_TIMEOUT' ? 500 : 10_000,
      });
      await documents.first((each) => (each as { n?: number }).n === 1);
      await said.first((line) => line.endsWith('usable again'));
      expect(said.all).toEqual([`${code} feed 1: not usable; it is tried again`, '- feed 1: usable again']);
    },
  );

  test('that is not there is bad', async () => {
    const { documents, server, said } = await poll([json('1')]);
    await documents.next();
    await server.close();
    await said.first((line) => line.startsWith('FEED_UNREACHABLE'));
  });

  test('without anything of use is bad', async () => {
    const { said } = await poll([json('{}')], {}, 'nothing');
    expect(await said.first()).toBe('FEED_NO_PRICE feed 1: not usable; it is tried again');
  });

  test('with something wrong in it is bad, in the words of whoever reads it', async () => {
    const { said } = await poll([json('{}')], {}, { code: 'FEED_PRICE_INVALID' });
    expect(await said.first()).toContain('FEED_PRICE_INVALID');
  });

  test('that fails is asked ever more seldom', async () => {
    const started = Date.now();
    const { requests } = await poll([(_, response) => response.writeHead(500).end()]);
    await requests.first(() => requests.all.length === 6);
    // 5 + 10 + 20 + 40 + 80.
    expect(Date.now() - started).toBeGreaterThanOrEqual(150);
  });

  test('that is stopped is asked no more, even while it owes an answer, and says nothing', async () => {
    const { requests, transport, said } = await poll([() => undefined], { timeoutMs: 3_600_000 });
    const request = await requests.first();
    const closed = new Promise((resolve) => request.socket.once('close', resolve));
    transport.stop();
    await closed;
    expect(requests.all).toHaveLength(1);
    expect(said.all).toEqual([]);
  });
});
