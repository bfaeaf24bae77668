import { WitanError } from '../node/types/fault.ts';
import { type FaultKind, faultKinds, faultyNeeded, validatorsFor } from './faults/schedule.ts';

/** What `./witan devnet` was asked for. */
export interface DevnetOptions {
  readonly validators: number;
  /** How long traders trade, ms. */
  readonly durationMs: number;
  /** Recording that drives the first feed; absent: the seeded generator does. */
  readonly replayFile: string | undefined;
  /** Milliseconds of the recording in one; absent: the whole file within the duration. */
  readonly speed: number | undefined;
  readonly seed: number;
  readonly json: boolean;
  /** Folder for chain, keys, logs and data; absent: a temporary one that is removed at the end. */
  readonly keepFolder: string | undefined;
  /** Transactions a second that the traders aim at, all together. */
  readonly ratePerSecond: number;
  /** What goes wrong on purpose; empty: one validator is killed once. */
  readonly faults: ReadonlySet<FaultKind>;
  /** Whether one validator joins and one leaves. Not together with faults. */
  readonly rotate: boolean;
  /** Whether holders of votes change parameters. Not together with faults. */
  readonly govern: boolean;
  /** Whether collateral lies on a second chain too. */
  readonly twoChains: boolean;
  /** At the end the whole committee vanishes, and everybody leaves by the escape. */
  readonly vanish: boolean;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `90s`, `2m`, `500ms`. Errors: FLAG_INVALID. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  const valueMs = match === null ? NaN : Number(match[1]) * units[match[2]!]!;
  if (!(valueMs >= 10_000 && valueMs <= 24 * units.h!)) {
    throw new WitanError(
      'FLAG_INVALID',
      `--duration ${text} is no time from 10s to 24h.`,
      'Write for example 60s or 5m.',
    );
  }
  return valueMs;
}

/** A whole number within bounds. Errors: FLAG_INVALID. */
export function parseCount(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new WitanError('FLAG_INVALID', `${flag} ${text} is no whole number from ${least} to ${most}.`);
  }
  return value;
}

/** `crash,partition`, as far as a committee of that size can bear them. Errors: FLAG_INVALID. */
export function parseFaults(text: string, validators: number): ReadonlySet<FaultKind> {
  const names = text.split(',').filter((name) => name !== '');
  const isKind = (name: string): name is FaultKind => (faultKinds as readonly string[]).includes(name);
  const unknown = names.find((name) => !isKind(name));
  if (unknown !== undefined) {
    throw new WitanError('FLAG_INVALID', `--faults ${unknown} is none of ${faultKinds.join(', ')}.`);
  }
  const kinds = new Set(names.filter(isKind));
  const least = validatorsFor(faultyNeeded(kinds));
  if (validators < least) {
    throw new WitanError(
      'FLAG_INVALID',
      `--faults ${text} is more than ${validators} validators can bear.`,
      `Take --validators ${least} or more, or fewer kinds.`,
    );
  }
  return kinds;
}
