import { describe, expect, test } from 'vitest';
import { Budget } from '../../../node/network/budget.ts';
import { Doorkeeper } from '../../../node/network/doorkeeper.ts';

const bounds = {
  handshakesPerMemberMax: 2,
  handshakesElsewhereMax: 6,
  handshakesPerAddressMax: 3,
  handshakesPerSecond: 10,
};
const admitted = (keeper: Doorkeeper, address: string, count: number, nowMs = 0): number =>
  Array.from({ length: count }, () => keeper.admits(address, nowMs)).filter((each) => each).length;

describe('who may begin a handshake', () => {
  test('each member has room of its own, whatever strangers and others do', () => {
    const keeper = new Doorkeeper(['10.0.0.1', '10.0.0.2'], bounds, 0);
    expect(admitted(keeper, '10.9.9.9', 100)).toBe(3);
    expect(admitted(keeper, '10.9.9.8', 100)).toBe(3);
    expect(admitted(keeper, '10.9.9.7', 100)).toBe(0);
    expect(admitted(keeper, '10.0.0.1', 100)).toBe(2);
    expect(admitted(keeper, '10.0.0.2', 100)).toBe(2);
    expect(keeper.underWayMax).toBe(10);
  });

  test('members that share an address have their room together', () => {
    expect(admitted(new Doorkeeper(['10.0.0.1', '10.0.0.1'], bounds, 0), '10.0.0.1', 100)).toBe(4);
  });

  test('a handshake that ends makes room for the next', () => {
    const keeper = new Doorkeeper(['10.0.0.1'], bounds, 0);
    for (const address of ['10.0.0.1', '10.9.9.9']) {
      const count = admitted(keeper, address, 100);
      keeper.ended(address);
      expect(admitted(keeper, address, 100)).toBe(1);
      for (let n = 0; n < count; n++) keeper.ended(address);
      expect(admitted(keeper, address, 100)).toBe(count);
    }
  });

  test('handshakes that end at once are still only so many a second', () => {
    const keeper = new Doorkeeper(['10.0.0.1'], bounds, 0);
    const tries = (address: string, count: number, nowMs: number): number =>
      Array.from({ length: count }, () => {
        const isAdmitted = keeper.admits(address, nowMs);
        if (isAdmitted) keeper.ended(address);
        return isAdmitted;
      }).filter((each) => each).length;
    for (const address of ['10.0.0.1', '10.9.9.9']) {
      expect(tries(address, 100, 0)).toBe(20);
      expect(tries(address, 100, 500)).toBe(5);
    }
    expect(tries('10.9.9.8', 100, 500)).toBe(0);
  });
});

describe('a budget', () => {
  test('may be overdrawn once, and says how long that takes to be made good', () => {
    const budget = new Budget(1_000, 100, 0);
    budget.spend(350, 0);
    expect(budget.waitMs(0)).toBe(251);
    expect(budget.waitMs(250)).toBe(1);
    expect(budget.waitMs(251)).toBe(0);
  });

  test('what is not used adds up to the burst and no further; a clock that is set back gives nothing', () => {
    const budget = new Budget(1_000, 100, 0);
    budget.spend(100, 1_000_000);
    expect(budget.waitMs(1_000_000)).toBe(1);
    expect(budget.waitMs(0)).toBe(1);
    expect(budget.waitMs(1)).toBe(0);
  });
});
