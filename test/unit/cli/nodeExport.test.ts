import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExportFormat, ExportTally, lineEnds, readLine, renderLine } from '../../../node/cli/exportFormats.ts';
import type { ExportRecord } from '../../../node/cli/exportRecords.ts';
import { type Bound, exportRecords, findRange } from '../../../node/cli/exportRun.ts';
import { verifyExport, type ExportVerifiers } from '../../../node/cli/exportVerify.ts';
import { askNode, writeExport } from '../../../node/cli/nodeExport.ts';
import { ByteWriter } from '../../../node/codec/byteWriter.ts';
import { decodeFinalBlock } from '../../../node/crypto/messageCodec.ts';
import { makeTraderVerifier } from '../../../node/crypto/secp256k1.ts';
import { BlockLogReader } from '../../../node/storage/blockLogReader.ts';
import { SegmentedLog } from '../../../node/storage/segmentedLog.ts';
import { keyedShare, keyedVerify } from '../../simulation/keyedSignatures.ts';
import { Venue } from '../api/worldDoor.ts';

/** As the simulated world signs. */
const verifiers: ExportVerifiers = {
  ed25519: keyedVerify,
  header: (message, _keys, signature) => signature === keyedShare('0x', message),
  trader: makeTraderVerifier(),
};

const folder = mkdtempSync(join(tmpdir(), 'witan-export-'));
const venue = new Venue(77, {
  epoch: { blocks: 20, lookaheadBlocks: 10 },
  checkpoint: { intervalMs: 300, minSpacingMs: 100 },
});
const { world } = venue;
const account = world.trader(1).address;
const whole = new Map<ExportFormat, string>();
let to: Bound;

/** The log of the first validator as its folder would hold it, several segments of it. */
async function writeLog(): Promise<void> {
  const { log } = SegmentedLog.open(folder, 'blocks', 64 * 1024, () => undefined);
  for (const payload of world.nodes[0]!.disk.blocks) {
    const { height } = decodeFinalBlock(world.network.committee.networkId, payload).content;
    log.append(new ByteWriter().u64(height).bytes(payload).finish());
    log.write();
  }
  await log.close();
}

async function exported(format: ExportFormat, from?: Bound): Promise<string> {
  const ask = askNode(`http://${venue.url(0)}`);
  const range = await findRange(ask, from, to);
  const parts: Buffer[] = [];
  const out = new Writable({ write: (chunk: Buffer, _, done) => (parts.push(chunk), done()) });
  const job = { network: world.network, account, ...range };
  await writeExport(format, exportRecords(job, ask, new BlockLogReader(folder)), out);
  return Buffer.concat(parts).toString();
}

async function* chunksOf(text: string | Buffer): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

const check = (text: string | Buffer) => verifyExport(world.network, chunksOf(text), verifiers);
const verdict = (text: string | Buffer): Promise<string> =>
  check(text).then(
    () => 'OK',
    (error: unknown) => (error as { code: string }).code,
  );

const recordsOf = (format: ExportFormat, text: string): ExportRecord[] =>
  text
    .split(lineEnds[format])
    .slice(format === 'csv' ? 1 : 0, -1)
    .map((line) => readLine(format, line));

/** What somebody would pass on who changed records, and knows how the last line is made. */
function forged(change: (records: Record<string, unknown>[]) => void): string {
  const records = recordsOf('json', whole.get('json')!).slice(0, -1) as Record<string, unknown>[];
  change(records);
  const tally = new ExportTally();
  const lines = records.map((record) => {
    const line = `${renderLine('json', record)}\n`;
    tally.add(line, record);
    return line;
  });
  return `${lines.join('')}${renderLine('json', tally.end())}\n`;
}

beforeAll(async () => {
  world.onCheckpoint = (index, signed) => venue.doors[index]!.checkpoints$.next(signed);
  await venue.open(1, 2);
  const [maker, taker] = [await venue.client(world.trader(0)), await venue.client(world.trader(1))];
  await (await maker.placeOrder({ instrument: 1, side: 'buy', price: 500_000, size: 5 })).final();
  await (await taker.placeOrder({ instrument: 1, side: 'sell', price: 500_000, size: 4, label: '=1+1' })).final();
  await (await taker.placeOrder({ instrument: 1, side: 'sell', price: 1, size: 2_000_000_000 })).final();
  const last = await (await taker.withdraw(1_500_000)).final();
  await askNode(`http://${venue.url(0)}`)('witan_resultProof', [last.height]);
  to = { height: last.height };
  await writeLog();
  for (const format of ['json', 'csv'] as const) whole.set(format, await exported(format));
}, 60_000);
afterAll(async () => {
  await venue.close();
  rmSync(folder, { recursive: true });
});

describe("an export of an account's history", () => {
  test.each(['json', 'csv'] as const)('is believed for its proofs alone: %s', async (format) => {
    const { title, ...totals } = await check(whole.get(format)!);
    expect(title).toMatchObject({
      account,
      fromHeight: 1,
      toHeight: (to as { height: number }).height,
      omitted: 'nothing',
    });
    expect(totals).toMatchObject({ transactions: 3, bodiesMissing: 0 });
  });

  test('says the same in both formats, but for the newest header', () => {
    const lasting = (format: ExportFormat) =>
      recordsOf(format, whole.get(format)!).filter(({ record }) => record !== 'header' && record !== 'end');
    expect(lasting('csv')).toEqual(lasting('json'));
    expect(lasting('csv').length).toBeGreaterThan(10);
  });

  test('has deposit, signed orders, fill with its fee, refusal and withdrawal, exact in units and in whole amounts', () => {
    const records = recordsOf('json', whole.get('json')!);
    const event = (type: string) => records.find((each) => each.record === 'event' && each.type === type);
    expect(event('deposit')).toMatchObject({
      category: 'deposit',
      asset: 'USDC',
      amount: '1000000',
      amountUnits: '1000000000000',
    });
    const { data } = event('fill') as { data: Record<string, unknown> };
    expect(event('fill')).toMatchObject({
      role: 'taker',
      side: 'sell',
      sizeLots: '4',
      feeMicroUsdc: String(data.takerFee),
    });
    expect(event('withdrawal')).toMatchObject({ amount: '1.5', amountUnits: '1500000' });
    const transactions = records.filter(({ record }) => record === 'transaction');
    expect(transactions.map(({ type, code }) => [type, code])).toEqual([
      ['order', 'OK'],
      ['order', expect.not.stringMatching(/^OK$/)],
      ['withdraw', 'OK'],
    ]);
    expect(transactions[0]).toMatchObject({ key: account, data: { account, body: { label: '=1+1' } } });
    for (const { time, timeMs } of transactions) expect(Date.parse(time as string)).toBe(timeMs);
  });

  test.each(['json', 'csv'] as const)('is refused when one byte of it is another, wherever: %s', async (format) => {
    const bytes = Buffer.from(whole.get(format)!);
    const step = Math.floor(bytes.length / 40);
    for (let at = 3; at < bytes.length; at += step) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect([at, await verdict(changed)]).not.toEqual([at, 'OK']);
    }
    for (const at of [0, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(await verdict(changed)).not.toBe('OK');
    }
  });

  test('is refused when it is cut off, or goes on after its end', async () => {
    const text = whole.get('json')!;
    expect(await verdict(text.slice(0, text.lastIndexOf('{')))).toBe('EXPORT_TRUNCATED');
    expect(await verdict(text.slice(0, -1))).toBe('EXPORT_TRUNCATED');
    expect(await verdict(`${text}{}\n`)).toBe('EXPORT_ALTERED');
    expect(await verdict('')).toBe('EXPORT_TRUNCATED');
  });

  const of = (records: Record<string, unknown>[], type: string) =>
    records.find((each) => each.type === type && each.record === 'event')!;
  test.each<[string, string, (records: Record<string, unknown>[]) => void]>([
    ['nothing', 'OK', () => undefined],
    ['the fee in its column', 'EXPORT_ALTERED', (all) => (of(all, 'fill').fee = '0')],
    ['the time of a deposit', 'EXPORT_ALTERED', (all) => (of(all, 'deposit').time = '2020-01-01T00:00:00.000Z')],
    ['the price of a fill', 'PROOF_EVENT_INVALID', (all) => ((of(all, 'fill').data as { price: number }).price = 1)],
    ['a fill left out', 'EXPORT_ALTERED', (all) => all.splice(all.indexOf(of(all, 'fill')), 1)],
    ['an event that is none', 'EXPORT_MALFORMED', (all) => (of(all, 'fill').data = { x: {} })],
    ['the first event of a transaction left out', 'EXPORT_ALTERED', (all) => shorten(all)],
    ['a column that its proof does not fill', 'EXPORT_ALTERED', (all) => (of(all, 'fill').nonce = 1)],
    ['a transaction of another body', 'TX_SIGNATURE_INVALID', (all) => swapBodies(all)],
    ['an event root', 'PROOF_LINK_BROKEN', (all) => (blockOf(all).links[0]!.blockDigest = `0x${'12'.repeat(32)}`)],
    ['fewer signatures', 'PROOF_NOT_FINAL', (all) => blockOf(all).certificate.signatures.pop()],
    ['fewer reports', 'PROOF_NOT_ATTESTED', (all) => blockOf(all).reports.pop()],
    [
      'the account',
      'EXPORT_ALTERED',
      (all) => ((all[0]!.data as { account: string }).account = world.trader(0).address),
    ],
  ])('with %s changed by somebody who knows the format: %s', async (_what, code, change) => {
    expect(await verdict(forged(change))).toBe(code);
  });

  test('says which transactions the block log has no more', async () => {
    const ask = askNode(`http://${venue.url(0)}`);
    const range = await findRange(ask, undefined, to);
    const log = new BlockLogReader(folder);
    const found: ExportRecord[] = [];
    // The log of a node that deleted what came before.
    const later = { next: () => ({ height: range.toHeight, payload: lastBlock(log) }) };
    for await (const record of exportRecords({ network: world.network, account, ...range }, ask, later))
      found.push(record);
    const missing = found.filter(({ data }) => data === 'BODY_UNKNOWN');
    expect(missing.length).toBeGreaterThan(0);
  });
});

function lastBlock(log: BlockLogReader): Uint8Array {
  let last = log.next()!;
  for (let next = log.next(); next !== undefined; next = log.next()) last = next;
  return last.payload;
}

interface Proof {
  readonly links: { blockDigest: string }[];
  readonly certificate: { readonly signatures: unknown[] };
  readonly reports: unknown[];
}
const blockOf = (records: Record<string, unknown>[]): Proof =>
  records.find(({ record }) => record === 'block')!.proof as Proof;

/** Lets a transaction begin one event later: what was its first event is then said to be the one before it. */
function shorten(records: Record<string, unknown>[]): void {
  const at = records.findIndex(({ record, type }) => record === 'event' && type === 'accepted');
  const [first] = records.splice(at, 1);
  const found = records.find(({ record }) => record === 'transaction')!;
  const before = { event: first!.data, path: first!.proof };
  found.proof = { ...(found.proof as object), firstEvent: (first!.index as number) + 1, before };
}

function swapBodies(records: Record<string, unknown>[]): void {
  const found = records.find(({ record }) => record === 'transaction')!;
  const proof = found.proof as { bytes: string };
  // One digit of the signature, the last of the wire form but two bytes.
  const at = proof.bytes.length - 10;
  const digit = proof.bytes[at] === '1' ? '2' : '1';
  found.proof = { ...proof, bytes: proof.bytes.slice(0, at) + digit + proof.bytes.slice(at + 1) };
}

describe('the range of an export', () => {
  const asked = (first: number, last: number) => (from: Bound | undefined, until: Bound | undefined) =>
    findRange(
      (async (method: string, [at]: readonly number[]) =>
        method === 'witan_status'
          ? { historyFromHeight: first, attestedHeight: last }
          : { timeMs: at! * 1_000 }) as never,
      from,
      until,
    );
  const range = asked(10, 20);

  test.each<[string, Bound | undefined, Bound | undefined, unknown]>([
    [
      'all there is, and that there was more',
      undefined,
      undefined,
      { fromHeight: 10, toHeight: 20, omitted: 'HISTORY_PRUNED' },
    ],
    ['heights', { height: 11 }, { height: 12 }, { fromHeight: 11, toHeight: 12, omitted: 'nothing' }],
    ['times', { timeMs: 11_500 }, { timeMs: 13_000 }, { fromHeight: 12, toHeight: 13, omitted: 'nothing' }],
  ])('is %s', async (_, from, until, expected) => {
    expect(await range(from, until)).toEqual(expected);
  });

  test.each<[string, Bound, Bound | undefined]>([
    ['HISTORY_PRUNED', { height: 9 }, undefined],
    ['HISTORY_PRUNED', { timeMs: 9_999 }, undefined],
    ['EXPORT_RANGE_EMPTY', { height: 12 }, { height: 11 }],
    ['EXPORT_RANGE_EMPTY', { height: 12 }, { height: 21 }],
    ['EXPORT_RANGE_EMPTY', { timeMs: 21_000 }, undefined],
  ])('that the node cannot serve is refused: %s', async (code, from, until) => {
    await expect(range(from, until)).rejects.toMatchObject({ code });
  });
});
