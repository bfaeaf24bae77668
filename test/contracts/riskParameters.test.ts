import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { btcPerpetual, ethOptions } from '../../node/exchange/defaultGenesis.ts';
import {
  contentId,
  contractChange,
  contractContent,
  contractRules,
  genesisParametersHash,
  parametersLink,
  type ParametersContent,
} from '../../node/l1/parametersContract.ts';
import {
  feeTierScope,
  parameterRules,
  seriesScope,
  tokenScope,
  type ParameterListing,
  type ParameterValue,
} from '../../node/types/parameters.ts';
import { zeroHash, type Address, type Hash } from '../../node/types/ids.ts';
import { account, addressOf, createWorld, defaultParameters, type Call, type World } from './world.ts';

const [governance, guardian, stranger] = [account(5), account(7), account(9)];
const hour = 3_600;
const terms = {
  governance: addressOf(governance),
  guardian: addressOf(guardian),
  looseningDelay: BigInt(10 * hour),
  period: BigInt(100 * hour),
  activationBlocks: 20n,
};

let world: World;
let contract: Address;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.restore();
  contract = await create();
});

const create = (genesis: ParametersContent = defaultParameters): Promise<Address> =>
  world.create('RiskParameters', [terms, contractRules(), ...contractContent(genesis)]);

const idOf = (name: string): number => parameterRules.find((rule) => rule.name === name)!.id;
const change = (scope: number, name: string, value: number): ParameterValue => ({
  scope,
  parameter: idOf(name),
  value,
});
const btc = btcPerpetual.instrument as number;
const tier = feeTierScope;

const calling = (functionName: string, ...args: readonly unknown[]): Call => ({
  address: contract,
  functionName,
  args,
});
const tightening = (...changes: readonly ParameterValue[]): Call => calling('tighten', changes.map(contractChange));
const content = (changes: readonly ParameterValue[], listings: readonly ParameterListing[] = []) => ({
  listings,
  changes,
});
const announcing = (...args: Parameters<typeof content>): Call =>
  calling('announce', ...contractContent(content(...args)));
const publishing = (...args: Parameters<typeof content>): Call =>
  calling('publish', ...contractContent(content(...args)));
const valueOf = (scope: number, name: string): Promise<bigint> => world.read(calling('valueOf', scope, idOf(name)));
const nameOf = async (from: typeof governance, call: Call): Promise<string> => (await world.revert(from, call)).name;

/** Announced, waited for, published. */
async function loosen(...args: Parameters<typeof content>) {
  await world.send(governance, announcing(...args));
  await world.pass(10 * hour);
  return world.send(stranger, publishing(...args));
}
/** What the publication ends in, once its time has come. */
async function refusal(...args: Parameters<typeof content>) {
  await world.send(governance, announcing(...args));
  await world.pass(10 * hour);
  return world.revert(stranger, publishing(...args));
}

/** The listing of BTC's perpetual, with other values. */
const listingLike = (scope: number, name: string, changes: Readonly<Record<string, number>> = {}): ParameterListing => {
  const like = defaultParameters.listings.find(({ scope: of }) => of === btc)!;
  return {
    ...like,
    scope,
    name,
    values: like.values.map(({ parameter, value }) => ({
      scope,
      parameter,
      value: changes[parameterRules.find(({ id }) => id === parameter)!.name] ?? value,
    })),
  };
};

describe('genesis', () => {
  test('is version 1, in force from the first block, with the hash that nodes compute', async () => {
    const [hash, activationBlock] = await world.read<readonly [Hash, bigint]>(calling('versions', 1));
    expect(hash).toBe(genesisParametersHash(defaultParameters));
    expect(activationBlock).toBe(0n);
    expect(await world.read(calling('version'))).toBe(1);
    for (const { scope, parameter, value } of defaultParameters.changes) {
      expect(await world.read(calling('valueOf', scope, parameter))).toBe(BigInt(value));
    }
  });

  test('a network without fitting values cannot be deployed', async () => {
    const broken = defaultParameters.changes.map((each) =>
      each.scope === 0 && each.parameter === idOf('insurancePpb') ? { ...each, value: 900_000_000 } : each,
    );
    await expect(create({ ...defaultParameters, changes: broken })).rejects.toThrow();
  });
});

describe('tightening', () => {
  test('is published at once, and in force a fixed number of blocks later', async () => {
    const changes = [
      change(btc, 'initialMarginPpb', 900_000_000),
      change(tokenScope + 1, 'initialHaircutPpb', 800_000_000),
    ];
    const { blockNumber } = await world.send(governance, tightening(...changes));
    expect(await valueOf(btc, 'initialMarginPpb')).toBe(900_000_000n);
    const [hash, activationBlock] = await world.read<readonly [Hash, bigint]>(calling('versions', 2));
    expect(activationBlock).toBe(blockNumber + 20n);
    const link = { version: 2, activationBlock: Number(activationBlock), ...content(changes) };
    expect(hash).toBe(parametersLink(genesisParametersHash(defaultParameters), link));
  });

  test('loosening does not pass for it, nor does what has no tighter side, nor no change', async () => {
    for (const changes of [
      change(btc, 'initialMarginPpb', 99_000_000),
      change(btc, 'maxPositionLots', 5_000_001),
      change(tier, 'takerPpb', 500_001),
      change(tier, 'takerPpb', 499_999),
      change(btc, 'initialMarginPpb', 100_000_000),
    ]) {
      expect(await nameOf(governance, tightening(changes))).toBe('NotTightening');
    }
  });

  test('the guardian halts a market at once, and moves other values by their step, once a period', async () => {
    await world.send(guardian, tightening(change(btc, 'status', 2)));
    expect(await valueOf(btc, 'status')).toBe(2n);
    const tooFar = await world.revert(guardian, tightening(change(btc, 'maintenanceMarginPpb', 62_500_001)));
    expect(tooFar).toEqual({ name: 'StepTooLarge', args: [btc, 3, 12_500_000n, 12_500_001n] });
    await world.send(guardian, tightening(change(btc, 'maintenanceMarginPpb', 62_500_000)));
    const again = tightening(change(btc, 'maintenanceMarginPpb', 62_500_001));
    expect(await nameOf(guardian, again)).toBe('ChangedTooSoon');
    await world.send(governance, again);
    await world.pass(100 * hour);
    await world.send(guardian, tightening(change(btc, 'maintenanceMarginPpb', 62_500_002)));
  });

  test('the guardian can do nothing else, and others nothing at all', async () => {
    const looser = [change(btc, 'initialMarginPpb', 99_000_000)];
    expect(await nameOf(guardian, tightening(...looser))).toBe('NotTightening');
    expect(await nameOf(guardian, announcing(looser))).toBe('GovernanceOnly');
    expect(await nameOf(guardian, calling('withdraw', zeroHash))).toBe('GovernanceOnly');
    expect(await nameOf(guardian, calling('setGuardian', addressOf(guardian)))).toBe('GovernanceOnly');
    expect(await nameOf(stranger, tightening(change(btc, 'status', 2)))).toBe('TighteningNotAllowed');
  });

  test('governance replaces the guardian', async () => {
    await world.send(governance, calling('setGuardian', addressOf(stranger)));
    expect(await nameOf(guardian, tightening(change(btc, 'status', 2)))).toBe('TighteningNotAllowed');
    await world.send(stranger, tightening(change(btc, 'status', 2)));
  });
});

describe('bounds', () => {
  test.each(parameterRules.filter((rule) => rule.stepPpb !== undefined && rule.of.length > 0))(
    'nobody moves $name beyond its bounds, in whatever direction',
    async ({ id, min, max, of }) => {
      const scope = { perpetual: btc, future: seriesScope + 1, option: seriesScope + 2, token: tokenScope + 1, feeTier: tier, exchange: 0 }[of[0]!]; // prettier-ignore
      for (const value of [min - 1, max + 1].filter(Number.isSafeInteger)) {
        const beyond = { scope, parameter: id, value };
        expect(await nameOf(governance, tightening(beyond))).toBe('OutOfBounds');
        expect(await nameOf(governance, announcing([beyond]))).toBe('OutOfBounds');
      }
    },
  );

  test('terms that were fixed at listing never change', async () => {
    for (const { id } of parameterRules.filter(
      ({ stepPpb, of }) => stepPpb === undefined && of.includes('perpetual'),
    )) {
      const call = announcing([{ scope: btc, parameter: id, value: 2 }]);
      expect(await nameOf(governance, call)).toBe('ParameterFixed');
    }
  });

  test('what does not exist cannot be set', async () => {
    for (const each of [
      change(77, 'initialMarginPpb', 500_000_000),
      change(btc, 'takerPpb', 0),
      { scope: btc, parameter: 999, value: 1 },
      change(feeTierScope + 3, 'takerPpb', 0),
    ]) {
      expect(await nameOf(governance, tightening(each))).toBe('ParameterUnknown');
    }
  });
});

describe('loosening', () => {
  const looser = [change(btc, 'initialMarginPpb', 75_000_000)];

  test('waits for its delay, and then anybody may publish it, once', async () => {
    await world.send(governance, announcing(looser));
    expect(await world.read(calling('readyAt', contentId(content(looser))))).toBeGreaterThan(0n);
    await world.pass(10 * hour - 60);
    expect(await nameOf(stranger, publishing(looser))).toBe('AnnouncementNotReady');
    await world.pass(60);
    await world.send(stranger, publishing(looser));
    expect(await valueOf(btc, 'initialMarginPpb')).toBe(75_000_000n);
    expect(await nameOf(stranger, publishing(looser))).toBe('NotAnnounced');
  });

  test('what was not announced, was taken back or waited too long is not published', async () => {
    expect(await nameOf(stranger, publishing(looser))).toBe('NotAnnounced');
    await world.send(governance, announcing(looser));
    await world.pass(10 * hour);
    const other = [change(btc, 'initialMarginPpb', 75_000_001)];
    expect(await nameOf(stranger, publishing(other))).toBe('NotAnnounced');
    await world.pass(14 * 24 * hour + 1);
    expect(await nameOf(stranger, publishing(looser))).toBe('AnnouncementExpired');
    await world.send(governance, calling('withdraw', contentId(content(looser))));
    expect(await nameOf(stranger, publishing(looser))).toBe('NotAnnounced');
  });

  test('moves by a part of the value before, once in a period', async () => {
    const { name, args } = await refusal([change(btc, 'initialMarginPpb', 74_999_999)]);
    expect([name, args]).toEqual(['StepTooLarge', [btc, 2, 25_000_000n, 25_000_001n]]);
    await loosen(looser);
    expect((await refusal([change(btc, 'initialMarginPpb', 74_000_000)])).name).toBe('ChangedTooSoon');
    await world.pass(100 * hour);
    await loosen([change(btc, 'initialMarginPpb', 57_000_000)]);
  });

  test('one publication holds no second step of one value', async () => {
    const twice = [...looser, change(btc, 'initialMarginPpb', 60_000_000)];
    expect((await refusal(twice)).name).toBe('ChangedTooSoon');
  });

  test('what tightens beside it is not held to a step', async () => {
    await loosen([...looser, change(btc, 'maxOrderLots', 1)]);
    expect(await valueOf(btc, 'maxOrderLots')).toBe(1n);
  });

  test('a status comes back from halted to open in one step', async () => {
    await world.send(guardian, tightening(change(btc, 'status', 2)));
    await loosen([change(btc, 'status', 0)]);
    expect(await valueOf(btc, 'status')).toBe(0n);
  });

  test('a fee of nothing moves by a hundredth of the largest at most, a rebate through nothing', async () => {
    expect((await refusal([change(tier, 'makerPpb', 100_001)])).name).toBe('StepTooLarge');
    await loosen([change(tier, 'makerPpb', 100_000)]);
    await loosen([change(feeTierScope + 1, 'makerPpb', 0)]);
    expect(await valueOf(feeTierScope + 1, 'makerPpb')).toBe(0n);
    expect((await refusal([change(feeTierScope + 2, 'makerPpb', 1)])).name).toBe('StepTooLarge');
  });
});

describe('values that do not fit together are refused', () => {
  test.each<[string, readonly ParameterValue[]]>([
    ['maintenance margin at the initial one', [change(btc, 'maintenanceMarginPpb', 100_000_000)]],
    ['orders larger than positions', [change(btc, 'maxPositionLots', 999_999)]],
    [
      'an option’s least initial margin above the initial one',
      [change(seriesScope + 2, 'leastInitialMarginPpb', 150_000_001)],
    ],
    [
      'an option’s maintenance margin above the least initial one',
      [change(seriesScope + 2, 'maintenanceMarginPpb', 100_000_001)],
    ],
    ['a maintenance haircut at the initial one', [change(tokenScope + 1, 'maintenanceHaircutPpb', 150_000_000)]],
    ['more than all fees shared out', [change(0, 'insurancePpb', 700_000_001)]],
  ])('%s', async (_, changes) => {
    expect(await nameOf(governance, tightening(...changes))).toBe('RelationBroken');
  });

  test('positions whose worth is no safe integer, rebates above the least taker fee, at publication', async () => {
    // 2^53 over eight times the worth of a lot at the highest price.
    await loosen([change(btc, 'maxPositionLots', 10_000_000)]);
    await world.pass(100 * hour);
    expect((await refusal([change(btc, 'maxPositionLots', 11_259_000)])).name).toBe('RelationBroken');
    await loosen([change(btc, 'maxPositionLots', 11_258_999)]);
    const rebate = [change(feeTierScope + 2, 'makerPpb', -200_000), change(feeTierScope + 2, 'takerPpb', 150_000)];
    expect((await refusal(rebate)).name).toBe('RelationBroken');
  });

  test('what fits only together may change together', async () => {
    await world.send(
      governance,
      tightening(change(btc, 'maintenanceMarginPpb', 150_000_000), change(btc, 'initialMarginPpb', 300_000_000)),
    );
  });
});

describe('a listing', () => {
  const sol = listingLike(3, 'SOL_USDC-PERPETUAL', { feed: 3, marketGroup: 3 });

  test('is announced like a loosening, and its values change from then on', async () => {
    await loosen([], [sol]);
    expect(await valueOf(3, 'initialMarginPpb')).toBe(100_000_000n);
    await world.send(guardian, tightening(change(3, 'status', 1)));
    expect(await nameOf(governance, announcing([], [sol]))).toBe('AlreadyListed');
  });

  test('of a series takes the names and terms of its kind', async () => {
    const like = defaultParameters.listings.find(({ scope }) => scope === seriesScope + ethOptions.series)!;
    const values = like.values.map((each) => ({ ...each, scope: seriesScope + 9 }));
    await loosen([], [{ ...like, scope: seriesScope + 9, name: 'ETH_USDT', values }]);
    expect(await valueOf(seriesScope + 9, 'leastInitialMarginPpb')).toBe(100_000_000n);
  });

  test.each<[string, ParameterListing, string]>([
    ['a number that dated markets have', listingLike(100_000, 'A_B-PERPETUAL'), 'ScopeInvalid'],
    ['the number of the exchange', listingLike(0, 'A_B-PERPETUAL'), 'ScopeInvalid'],
    ['a perpetual among the series', listingLike(seriesScope + 5, 'A_B-PERPETUAL'), 'ScopeInvalid'],
    ['a name that is taken', listingLike(3, 'BTC_USDC-PERPETUAL'), 'NameTaken'],
    ['a name in small letters', listingLike(3, 'sol_usdc'), 'NameInvalid'],
    ['a name that is too long', listingLike(3, 'A'.repeat(41)), 'NameInvalid'],
  ])('with %s is not even announced', async (_, listing, error) => {
    expect(await nameOf(governance, announcing([], [listing]))).toBe(error);
  });

  test.each<[string, ParameterListing, string]>([
    ['a term left out', { ...sol, values: sol.values.slice(1) }, 'TermsIncomplete'],
    ['a term twice', { ...sol, values: [sol.values[0]!, ...sol.values.slice(0, -1)] }, 'TermUnexpected'],
    [
      'a term of another kind',
      { ...sol, values: [...sol.values.slice(0, -1), change(3, 'takerPpb', 1)] },
      'TermUnexpected',
    ],
    ['a term out of bounds', listingLike(3, sol.name, { openOrdersMax: 1_001 }), 'OutOfBounds'],
    ['a tick that is no whole number a lot', listingLike(3, sol.name, { lotsPerUnit: 30_000 }), 'TermsInvalid'],
    [
      'prices of a lot without bound',
      listingLike(3, sol.name, { maxPriceTicks: 2_000_000_000, tickSizeMicroUsdc: 100_000_000 }),
      'TermsInvalid',
    ],
    ['margins the wrong way round', listingLike(3, sol.name, { maintenanceMarginPpb: 200_000_000 }), 'RelationBroken'],
    ['a feed of another group', listingLike(3, sol.name, { feed: 1, marketGroup: 2 }), 'MarketGroupDiffers'],
  ])('with %s is refused', async (_, listing, error) => {
    expect((await refusal([], [listing])).name).toBe(error);
  });
});

describe('versions', () => {
  test('each is in force from its block to that of the next, and not a block longer', async () => {
    const first = await world.send(governance, tightening(change(btc, 'status', 1)));
    const until = async (version: number, l1Block: bigint): Promise<bigint> =>
      world.read(calling('requireInForce', version, l1Block));
    const activation = first.blockNumber + 20n;
    expect(await until(1, activation - 1n)).toBe(activation);
    expect(await nameOf(stranger, calling('requireInForce', 1, activation))).toBe('VersionNotInForce');
    expect(await nameOf(stranger, calling('requireInForce', 2, activation - 1n))).toBe('VersionNotInForce');
    // Whatever comes next begins no earlier.
    const latest = (await world.client.getBlock()).number;
    expect(await until(2, activation)).toBe(latest + 20n);
    for (const version of [0, 3]) {
      expect(await nameOf(stranger, calling('requireInForce', version, activation))).toBe('VersionNotInForce');
    }
  });

  test('nothing is published that changes nothing', async () => {
    expect(await nameOf(governance, tightening())).toBe('NothingToChange');
  });

  test('a vote that changes ten values costs less than a hundredth of a block', async () => {
    const names = ['initialMarginPpb', 'maintenanceMarginPpb', 'maxPositionLots', 'maxOrderLots', 'openOrdersMax'];
    const values = [150_000_000, 80_000_000, 1_000_000, 100_000, 100];
    const changes = [1, 2].flatMap((scope) => names.map((name, i) => change(scope, name, values[i]!)));
    const { gasUsed } = await world.send(governance, tightening(...changes));
    expect(Number(gasUsed)).toBeLessThan(360_000);
  });
});
