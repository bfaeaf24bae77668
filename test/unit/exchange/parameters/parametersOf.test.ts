import { describe, expect, it } from 'vitest';
import { defaultGenesis } from '../../../../node/exchange/defaultGenesis.ts';
import { parametersOf } from '../../../../node/exchange/parameters/parametersOf.ts';
import { zeroAddress, zeroHash } from '../../../../node/types/ids.ts';
import { parameterRule, parameterRules } from '../../../../node/types/parameters.ts';
import { timeMs } from '../../../../node/types/units.ts';

const genesis = defaultGenesis(zeroHash, timeMs(1_800_000_000_000), zeroAddress);

describe('the parameters of a genesis', () => {
  const { listings, values } = parametersOf(genesis);
  const all = [...listings.flatMap((listing) => listing.values), ...values];

  it('have a value for every rule of a listing, within its bounds', () => {
    for (const { kind, scope, values: own } of listings) {
      expect(own.map(({ parameter }) => parameter)).toEqual(
        parameterRules.filter((rule) => rule.of.includes(kind)).map(({ id }) => id),
      );
      expect(own.every((each) => each.scope === scope)).toBe(true);
    }
    for (const { parameter, value } of all) {
      const { min, max, name } = parameterRule(parameter)!;
      expect(Number.isSafeInteger(value) && value >= min && value <= max, `${name} is ${value}`).toBe(true);
    }
  });

  it('name each value once', () => {
    expect(new Set(all.map(({ scope, parameter }) => `${scope}/${parameter}`)).size).toBe(all.length);
  });

  it('leave no market, series, token or fee tier out', () => {
    expect(listings).toHaveLength(genesis.markets.length + genesis.series.length);
    expect(values).toHaveLength(2 * (genesis.tokens.length - 1) + 2 * genesis.feeTiers.length + 2);
  });
});
