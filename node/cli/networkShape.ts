import { btcFutures, btcPerpetual, defaultAuction, defaultCredits, usdcToken } from '../exchange/defaultGenesis.ts';
import type { AuctionRules, CreditRule, CreditRules, ExchangeGenesis, ExpiryRule, FeeShares, FeeTier, MarketTerms, PerpetualListing, Series, Token } from '../exchange/genesis.ts'; // prettier-ignore
import { ppbOne } from '../exchange/integers.ts';
import type { FeedConfig } from '../priority/state.ts';
import {
  defaultEpoch,
  defaultLimits,
  defaultTiming,
  type ChainConfig,
  type CheckpointConfig,
  type L1Config,
} from '../sequencer/config.ts';
import { isAddress, isHash } from '../types/ids.ts';
import type { ListedValidator, NetworkFile } from './networkFile.ts';
import { allOf, integer, listOf, recordOf, such, text } from './shape.ts';

const positive = integer(1);
const count = integer(0);
const u16 = integer(0, 65_535);
const address = such(isAddress, '0x and 40 lower-case hex digits');
const hash = such(isHash, '0x and 64 lower-case hex digits');
const word = text(/^.{1,255}$/, 'a text of 1 to 255 characters');

const validator = recordOf<ListedValidator>({
  operator: address,
  power: positive,
  ed25519Key: text(/^0x[0-9a-f]{64}$/, 'an Ed25519 key: 0x and 64 lower-case hex digits'),
  blsKey: text(/^0x[0-9a-f]{512}$/, 'a BLS key: 0x and 512 lower-case hex digits'),
  host: word,
  port: integer(1, 65_535),
});

const series = recordOf<Series>({
  series: positive,
  kind: such((value) => value === 'future' || value === 'option', 'future or option'),
  underlying: word,
  terms: recordOf<MarketTerms>(allOf(btcFutures.terms, count)),
  expiries: recordOf<ExpiryRule>(allOf(btcFutures.expiries, count)),
  curveFeed: u16,
  surfaceFeed: u16,
  strikeStepMicroUsdc: count,
  strikesPerSide: count,
  leastInitialMarginPpb: count,
});

const creditRule = recordOf<CreditRule>({ capacity: positive, perSecond: positive });

/** Types and fields alone; what they must be to one another is up to `checkGenesis` and `makeCommittee`. */
const exchange = recordOf<ExchangeGenesis>({
  networkId: hash,
  timeMs: positive,
  markets: listOf(recordOf<PerpetualListing>({ ...allOf(btcPerpetual, count), name: word })),
  series: listOf(series),
  tokens: listOf(recordOf<Token>({ ...allOf(usdcToken, count), symbol: word })),
  chains: listOf(positive),
  layers: count,
  feeTiers: listOf(
    recordOf<FeeTier>({ volumeMinMicroUsdc: count, takerPpb: count, makerPpb: integer(-ppbOne, ppbOne) }),
  ),
  feeShares: recordOf<FeeShares>({ insurancePpb: count, validatorsPpb: count }),
  credits: recordOf<CreditRules>({
    ...allOf(defaultCredits, positive),
    trade: creditRule,
    reduce: creditRule,
    cancel: creditRule,
  }),
  auction: recordOf<AuctionRules>(allOf(defaultAuction, count)),
  insuranceOwner: address,
  subaccountsPerAccountMax: positive,
});

const chainShapes = {
  chainId: positive,
  registry: address,
  settlement: address,
  vault: address,
  tokens: listOf(address),
  startNumber: count,
  startHash: hash,
  blockMultiple: positive,
  finalityDepth: count,
};

/** Every field of a network file, and no other. */
export const networkShape = recordOf<NetworkFile>({
  version: such((value) => value === 1, '1, the only version'),
  networkId: hash,
  committeeId: count,
  validators: listOf(validator),
  epoch: recordOf(allOf(defaultEpoch, positive)),
  timing: recordOf(allOf(defaultTiming, positive)),
  limits: recordOf(allOf(defaultLimits, positive)),
  feeds: listOf(
    recordOf<FeedConfig>({ feed: u16, movePpbPerSecondMax: positive, staleMs: positive, skewMs: positive }),
  ),
  exchange,
  l1: recordOf<L1Config>({ ...chainShapes, riskParameters: address, governor: address }),
  otherChains: listOf(recordOf<ChainConfig>(chainShapes)),
  checkpoint: recordOf<CheckpointConfig>({ intervalMs: positive, minSpacingMs: positive }),
  genesisTimeMs: positive,
});
