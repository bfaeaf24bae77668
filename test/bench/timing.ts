import { defaultTiming, type Timing } from '../../node/sequencer/config.ts';

/**
 * Timing of a network whose operators want latency and pay for it with processor time: blocks as fast as they go, whether
 * anybody trades or not. Every report costs every validator a signature check, so that they are rarer in a larger committee.
 * The rest is as in every network.
 */
export const lowLatencyTiming = (validators: number): Timing => ({
  ...defaultTiming,
  blockIntervalMs: 1,
  idleIntervalMs: 1,
  reportIntervalMs: Math.round(validators / 3),
});
