import { grownInts, moreRows } from '../ledger/room.ts';
import type { Hash } from '../../types/ids.ts';
import type { RestingOrder } from '../records.ts';
import { hashWords, writeHash } from './hashWords.ts';

// One order is 128 bytes, two cache lines: what matching and canceling touch is in the first.
//
//     i32   level · previous · next · ownPrevious · ownNext · standing · flags · duePrevious · dueNext · 1 spare
//     f64   size · lots · shown ‖ queue · clientId · displaySize · goodTillMs
//     i32   8 words of the hash
//
// Links are slot + 1, so that 0 is none.
const rowBytes = 128;
const ints = rowBytes / 4;
const numbers = rowBytes / 8;

const levelAt = 0;
const previousAt = 1;
const nextAt = 2;
const ownPreviousAt = 3;
const ownNextAt = 4;
const standingAt = 5;
const flagsAt = 6;
const duePreviousAt = 7;
const dueNextAt = 8;

const sizeAt = 5;
const lotsAt = 6;
const shownAt = 7;
const queueAt = 8;
const clientIdAt = 9;
const displaySizeAt = 10;
const goodTillMsAt = 11;

const hashAt = 24;

const buyFlag = 1;
const reduceOnlyFlag = 2;
const postOnlyFlag = 4;
const taggedFlag = 8;
const groupedFlag = 16;
const peggedFlag = 32;
const committedFlag = 64;
/** Bits of the flags that hold the maker group: 0 to 31. */
const makerGroupShift = 8;
const makerGroupMask = 31;

/** Orders there is room for at first; room grows without bound. */
const rowsAtFirst = 64;

/** The memory of all resting orders: one row a slot. What order stands where is the book's business. */
export class OrderRows {
  #ints = new Int32Array(rowsAtFirst * ints);
  #numbers = new Float64Array(this.#ints.buffer);
  #used = 0;
  /** Head of the chain of free slots through `next`. */
  #free = -1;

  /** A slot whose row holds whatever was there before. */
  open(): number {
    const slot = this.#free;
    if (slot >= 0) {
      this.#free = this.next(slot);
      return slot;
    }
    if ((this.#used + 1) * ints > this.#ints.length) {
      this.#ints = grownInts(this.#ints, moreRows(this.#used, rowBytes) * ints);
      this.#numbers = new Float64Array(this.#ints.buffer);
    }
    return this.#used++;
  }

  close(slot: number): void {
    this.setNext(slot, this.#free);
    this.#free = slot;
  }

  /** The level of its price. */
  level(slot: number): number {
    return this.#ints[slot * ints + levelAt]!;
  }

  setLevel(slot: number, level: number): void {
    this.#ints[slot * ints + levelAt] = level;
  }

  /** The order before it at its price; −1: it is the first. */
  previous(slot: number): number {
    return this.#ints[slot * ints + previousAt]! - 1;
  }

  setPrevious(slot: number, other: number): void {
    this.#ints[slot * ints + previousAt] = other + 1;
  }

  next(slot: number): number {
    return this.#ints[slot * ints + nextAt]! - 1;
  }

  setNext(slot: number, other: number): void {
    this.#ints[slot * ints + nextAt] = other + 1;
  }

  /** The order of the same subaccount before it, by place in the queue; −1: it is the first. */
  ownPrevious(slot: number): number {
    return this.#ints[slot * ints + ownPreviousAt]! - 1;
  }

  setOwnPrevious(slot: number, other: number): void {
    this.#ints[slot * ints + ownPreviousAt] = other + 1;
  }

  ownNext(slot: number): number {
    return this.#ints[slot * ints + ownNextAt]! - 1;
  }

  setOwnNext(slot: number, other: number): void {
    this.#ints[slot * ints + ownNextAt] = other + 1;
  }

  /** Neighbours among the orders that end at about the same time. */
  duePrevious(slot: number): number {
    return this.#ints[slot * ints + duePreviousAt]! - 1;
  }

  setDuePrevious(slot: number, other: number): void {
    this.#ints[slot * ints + duePreviousAt] = other + 1;
  }

  dueNext(slot: number): number {
    return this.#ints[slot * ints + dueNextAt]! - 1;
  }

  setDueNext(slot: number, other: number): void {
    this.#ints[slot * ints + dueNextAt] = other + 1;
  }

  /** How its subaccount stands in its market: names both. */
  standing(slot: number): number {
    return this.#ints[slot * ints + standingAt]!;
  }

  isBuy(slot: number): boolean {
    return (this.#ints[slot * ints + flagsAt]! & buyFlag) !== 0;
  }

  isReduceOnly(slot: number): boolean {
    return (this.#ints[slot * ints + flagsAt]! & reduceOnlyFlag) !== 0;
  }

  isPostOnly(slot: number): boolean {
    return (this.#ints[slot * ints + flagsAt]! & postOnlyFlag) !== 0;
  }

  /** Whether the state root was last made with this order in it. */
  isCommitted(slot: number): boolean {
    return (this.#ints[slot * ints + flagsAt]! & committedFlag) !== 0;
  }

  setCommitted(slot: number, isCommitted: boolean): void {
    if (isCommitted) this.#ints[slot * ints + flagsAt]! |= committedFlag;
    else this.#ints[slot * ints + flagsAt]! &= ~committedFlag;
  }

  /** Whether the book keeps more of it beside its row. */
  isTagged(slot: number): boolean {
    return (this.#ints[slot * ints + flagsAt]! & taggedFlag) !== 0;
  }

  /** Whether one cancels the others of its group. */
  isGrouped(slot: number): boolean {
    return (this.#ints[slot * ints + flagsAt]! & groupedFlag) !== 0;
  }

  isPegged(slot: number): boolean {
    return (this.#ints[slot * ints + flagsAt]! & peggedFlag) !== 0;
  }

  /** @param isTagged the book keeps more of it beside its row */
  setIdentity(slot: number, standing: number, order: RestingOrder, isTagged: boolean): void {
    this.#ints[slot * ints + standingAt] = standing;
    this.#ints[slot * ints + flagsAt] =
      (order.side === 'buy' ? buyFlag : 0) |
      (order.reduceOnly ? reduceOnlyFlag : 0) |
      (order.postOnly ? postOnlyFlag : 0) |
      (isTagged ? taggedFlag : 0) |
      (order.ocoGroup !== 0 ? groupedFlag : 0) |
      (order.peg !== undefined ? peggedFlag : 0) |
      (order.makerGroup << makerGroupShift);
  }

  /** Group of the market-maker protection; 0: none. */
  makerGroup(slot: number): number {
    return (this.#ints[slot * ints + flagsAt]! >>> makerGroupShift) & makerGroupMask;
  }

  /** What it was accepted with, or replaced to. */
  size(slot: number): number {
    return this.#numbers[slot * numbers + sizeAt]!;
  }

  setWholeSize(slot: number, size: number): void {
    this.#numbers[slot * numbers + sizeAt] = size;
  }

  lots(slot: number): number {
    return this.#numbers[slot * numbers + lotsAt]!;
  }

  shown(slot: number): number {
    return this.#numbers[slot * numbers + shownAt]!;
  }

  setSize(slot: number, lots: number, shown: number): void {
    this.#numbers[slot * numbers + lotsAt] = lots;
    this.#numbers[slot * numbers + shownAt] = shown;
  }

  queue(slot: number): number {
    return this.#numbers[slot * numbers + queueAt]!;
  }

  setQueue(slot: number, queue: number): void {
    this.#numbers[slot * numbers + queueAt] = queue;
  }

  clientId(slot: number): number {
    return this.#numbers[slot * numbers + clientIdAt]!;
  }

  displaySize(slot: number): number {
    return this.#numbers[slot * numbers + displaySizeAt]!;
  }

  goodTillMs(slot: number): number {
    return this.#numbers[slot * numbers + goodTillMsAt]!;
  }

  setTerms(slot: number, clientId: number, displaySize: number, goodTillMs: number): void {
    const row = slot * numbers;
    this.#numbers[row + clientIdAt] = clientId;
    this.#numbers[row + displaySizeAt] = displaySize;
    this.#numbers[row + goodTillMsAt] = goodTillMs;
  }

  hash(slot: number): Hash {
    return writeHash(this.#ints, slot * ints + hashAt);
  }

  setHash(slot: number, words: Int32Array): void {
    const at = slot * ints + hashAt;
    for (let word = 0; word < hashWords; word++) this.#ints[at + word] = words[word]!;
  }

  hasHash(slot: number, words: Int32Array): boolean {
    const at = slot * ints + hashAt;
    for (let word = 0; word < hashWords; word++) if (this.#ints[at + word] !== words[word]) return false;
    return true;
  }

  /** A word of the hash, from 0. */
  hashWord(slot: number, word: number): number {
    return this.#ints[slot * ints + hashAt + word]!;
  }
}
