import { defaultTiming, type Timing } from '../../node/sequencer/config.ts';

/**
 * Timing of a network whose operators want latency: a block as soon as anybody trades. Every report costs every validator a
 * signature check, so that they are rarer in a larger committee. The rest is as in every network.
 */
export const lowLatencyTiming = (validators: number): Timing => ({
  ...defaultTiming,
  blockIntervalMs: 1,
  idleIntervalMs: 50,
  reportIntervalMs: Math.round(validators / 3),
});

/** The same where blocks follow each other as fast as they go though nobody trades: how fast that is, and no more. */
export const restlessTiming = (validators: number): Timing => ({ ...lowLatencyTiming(validators), idleIntervalMs: 1 });
