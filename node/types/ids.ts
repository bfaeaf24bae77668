import type { Brand } from './brand.ts';

/** 32 bytes as `0x` and 64 lower-case hex digits: equality is `===`, and a Map can key by it. */
export type Hash = Brand<`0x${string}`, 'Hash'>;
/** 20 bytes as `0x` and 40 lower-case hex digits (never checksummed). */
export type Address = Brand<`0x${string}`, 'Address'>;
/** Any other byte string as `0x` and lower-case hex digits. */
export type HexBytes = Brand<`0x${string}`, 'HexBytes'>;
/** Position of a validator in its committee, from 0. */
export type ValidatorIndex = Brand<number, 'ValidatorIndex'>;
/**
 * A node that this one may be connected to: its position in the own address book, from 0. Where the address book begins with
 * the genesis committee, those have the same numbers as there.
 */
export type PeerId = Brand<number, 'PeerId'>;
/** Identifies an instrument for ever (u32, from 1). */
export type InstrumentId = Brand<number, 'InstrumentId'>;
/** Identifies a price feed (u16, from 1). */
export type FeedId = Brand<number, 'FeedId'>;

const hashPattern = /^0x[0-9a-f]{64}$/;
const addressPattern = /^0x[0-9a-f]{40}$/;

export const isHash = (value: unknown): value is Hash => typeof value === 'string' && hashPattern.test(value);
export const isAddress = (value: unknown): value is Address => typeof value === 'string' && addressPattern.test(value);

export const validatorIndex = (value: number): ValidatorIndex => value as ValidatorIndex;
export const peerId = (value: number): PeerId => value as PeerId;
export const instrumentId = (value: number): InstrumentId => value as InstrumentId;
export const feedId = (value: number): FeedId => value as FeedId;

export const zeroHash = `0x${'0'.repeat(64)}` as Hash;
export const zeroAddress = `0x${'0'.repeat(40)}` as Address;
