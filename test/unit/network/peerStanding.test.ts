import { describe, expect, test } from 'vitest';
import { networkLimits } from '../../../node/network/limits.ts';
import { faultRule, faultRules, type PeerFaultCode } from '../../../node/network/peerFaults.ts';
import { PeerStanding } from '../../../node/network/peerStanding.ts';

const minuteMs = 60_000;
const { barMsMin, barMsMax, barForgetMs, faultLineMs, penaltyMax } = networkLimits;

/** Faults at these times; how long each barred the peer. */
const bars = (standing: PeerStanding, code: string, ...timesMs: readonly number[]): number[] =>
  timesMs.map((atMs) => standing.fault(code, atMs).barMs);

describe('what follows from a fault', () => {
  test.each<[PeerFaultCode, string, number]>([
    ['PEER_TOO_FAST', 'accept', 0],
    ['PEER_TOO_SLOW', 'disconnect', 0],
    ['PEER_MESSAGE_UNFINISHED', 'disconnect', 0],
    ['PEER_MESSAGE_OVERSIZED', 'disconnect', 1],
    ['PEER_STREAMS_EXCEEDED', 'disconnect', 2],
    ['MESSAGE_MALFORMED', 'penalise', 5],
    ['MESSAGE_OVERSIZED', 'disconnect', 1],
    ['REPORT_WRONG', 'penalise', 5],
    ['WORD_NOT_SIGNED', 'penalise', 5],
    ['TX_MALFORMED', 'penalise', 5],
    ['FINAL_BLOCKS_WRONG', 'penalise', 9],
    ['SNAPSHOT_WRONG', 'penalise', 2],
  ])('%s: %s; so many at once bar: %d', (code, action, count) => {
    const rule = faultRule(code);
    expect(rule.action).toBe(action);
    const standing = new PeerStanding(networkLimits);
    for (let n = 1; n <= 20; n++) {
      const { isCut, barMs } = standing.fault(code, 0);
      expect(barMs).toBe(n === count ? barMsMin : 0);
      expect(isCut).toBe(action === 'disconnect' || n === count);
      if (n === count) break;
    }
    expect(standing.isBarred(1)).toBe(count > 0);
  });

  test('every code has a row above', () => {
    expect(Object.keys(faultRules)).toHaveLength(12);
  });

  test('a code that is not in the table, or is in every object, is ignored', () => {
    for (const code of ['UNHEARD_OF', 'toString', '__proto__']) {
      expect(faultRule(code)).toEqual({ action: 'ignore', points: 0 });
    }
  });
});

describe('how a peer stands', () => {
  test('half of a penalty is forgotten in a minute', () => {
    const standing = new PeerStanding(networkLimits);
    standing.fault('MESSAGE_MALFORMED', 0);
    expect(standing.penalty(0)).toBe(20);
    expect(standing.penalty(minuteMs)).toBe(10);
    standing.fault('MESSAGE_MALFORMED', minuteMs);
    expect(standing.penalty(minuteMs)).toBe(30);
  });

  test('one fault a minute never bars: twice what is forgotten is below the bound', () => {
    const standing = new PeerStanding(networkLimits);
    const times = Array.from({ length: 1_000 }, (_, n) => n * minuteMs);
    expect(bars(standing, 'MESSAGE_MALFORMED', ...times).every((barMs) => barMs === 0)).toBe(true);
    expect(standing.penalty(1_000 * minuteMs)).toBeLessThan(penaltyMax);
  });

  test('each bar is twice as long as the one before, up to the bound, and ends', () => {
    const standing = new PeerStanding(networkLimits);
    const found: number[] = [];
    let atMs = 0;
    for (let n = 0; n < 10; n++) {
      const { barMs } = standing.fault('PEER_MESSAGE_OVERSIZED', atMs);
      found.push(barMs);
      expect(standing.isBarred(atMs + barMs - 1)).toBe(true);
      expect(standing.barredMs(atMs + 1)).toBe(barMs - 1);
      expect(standing.isBarred(atMs + barMs)).toBe(false);
      atMs += barMs;
    }
    expect(found).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300, 300].map((seconds) => seconds * 1_000));
    expect(found.at(-1)).toBe(barMsMax);
  });

  test('a while without a bar halves the next one', () => {
    const standing = new PeerStanding(networkLimits);
    const fault = (atMs: number): number => standing.fault('PEER_MESSAGE_OVERSIZED', atMs).barMs;
    expect([fault(0), fault(5_000), fault(15_000)]).toEqual([5_000, 10_000, 20_000]);
    expect(fault(35_000 + barForgetMs)).toBe(20_000);
    expect(fault(55_000 + 20 * barForgetMs)).toBe(barMsMin);
  });

  test('what was already on its way when it was barred does not bar it longer', () => {
    const standing = new PeerStanding(networkLimits);
    standing.fault('PEER_MESSAGE_OVERSIZED', 0);
    expect(bars(standing, 'PEER_MESSAGE_OVERSIZED', 1, 2, 3)).toEqual([0, 0, 0]);
    expect(standing.barredMs(3)).toBe(barMsMin - 3);
    expect(standing.penalty(3)).toBe(0);
  });

  test('one line for each code at once, then one in a while with the count', () => {
    const standing = new PeerStanding(networkLimits);
    const line = (code: string, atMs: number): number | undefined => standing.fault(code, atMs).lineCount;
    expect(line('PEER_TOO_SLOW', 0)).toBe(1);
    expect(line('TX_MALFORMED', 0)).toBe(1);
    for (let n = 1; n < 1_000; n++) expect(line('PEER_TOO_SLOW', n)).toBeUndefined();
    expect(line('PEER_TOO_SLOW', faultLineMs)).toBe(1_000);
    expect(line('PEER_TOO_SLOW', faultLineMs + 1)).toBeUndefined();
  });
});
