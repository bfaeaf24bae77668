import type { Brand } from './brand.ts';

/** Milliseconds since the Unix epoch. */
export type TimeMs = Brand<number, 'TimeMs'>;
/** A price as a whole number of the instrument's ticks. */
export type Ticks = Brand<number, 'Ticks'>;
/** A quantity as a whole number of the instrument's lots; positions are signed (long positive). */
export type Lots = Brand<number, 'Lots'>;
/** Account money: a safe integer of 10⁻⁶ USDC. */
export type MicroUsdc = Brand<number, 'MicroUsdc'>;
/** A rate in parts per billion. */
export type Ppb = Brand<number, 'Ppb'>;
/** Position of a block in the final chain; genesis is 0. */
export type Height = Brand<number, 'Height'>;
/** A round of consensus within an epoch; voting starts at 1. */
export type View = Brand<number, 'View'>;
/** The span of views over which one committee votes. */
export type Epoch = Brand<number, 'Epoch'>;

export const timeMs = (value: number): TimeMs => value as TimeMs;
export const ticks = (value: number): Ticks => value as Ticks;
export const lots = (value: number): Lots => value as Lots;
export const microUsdc = (value: number): MicroUsdc => value as MicroUsdc;
export const ppb = (value: number): Ppb => value as Ppb;
export const height = (value: number): Height => value as Height;
export const view = (value: number): View => value as View;
export const epoch = (value: number): Epoch => value as Epoch;
