import { writeFileSync } from 'node:fs';
import { fromHex, toHex } from '../../node/codec/hex.ts';
import { encodeTransaction } from '../../node/codec/transaction.ts';
import { makeTraderSigner } from '../../node/crypto/secp256k1.ts';
import { domainSeparator, signingDigest, transactionHash } from '../../node/crypto/transactionHash.ts';
import type { TransactionDomain } from '../../node/codec/eip712.ts';
import { feedId, type Address, type Hash, type InstrumentId } from '../../node/types/ids.ts';
import { plainOrder, type PlaceOrder, type ReplaceOrder, type TransactionBody, type UnsignedTransaction } from '../../node/types/transaction.ts';
import { lots, microUsdc, ppb, ticks, timeMs } from '../../node/types/units.ts';

export const vectorDomain: TransactionDomain = { homeChainId: 31337, networkId: `0x${'5a'.repeat(32)}` as Hash };

/** Secrets of the vectors' wallet and of its session key: known to everyone, worth nothing. */
export const vectorSecrets = { wallet: `0x${'11'.repeat(32)}`, session: `0x${'22'.repeat(32)}` } as const;

const labeled: PlaceOrder = {
  type: 'order',
  instrument: 2 as InstrumentId,
  side: 'sell',
  kind: 'limit',
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: false,
  selfTradePrevention: 'cancel-taker',
  price: ticks(400_001),
  size: lots(3),
  clientId: 79,
  ...plainOrder,
  label: 'grid/7',
};

const takeProfit: PlaceOrder = {
  ...labeled,
  clientId: 80,
  reduceOnly: true,
  triggerKind: 'take-profit',
  triggerSource: 'last',
  triggerPrice: ticks(410_000),
  ocoGroup: 9,
};

const pegged: PlaceOrder = { ...labeled, clientId: 81, postOnly: true, pegSource: 'mid', pegOffset: -25 };

const twap: PlaceOrder = { ...labeled, clientId: 82, timeInForce: 'IOC', size: lots(900), sliceCount: 12, sliceIntervalMs: 300_000 };

const replacement: ReplaceOrder = {
  type: 'replace',
  order: `0x${'ef'.repeat(32)}` as Hash,
  instrument: 2 as InstrumentId,
  price: ticks(400_000),
  size: lots(9),
  postOnly: true,
  selfTradePrevention: 'decrement',
};

const bodies: readonly TransactionBody[] = [
  {
    type: 'order',
    instrument: 1 as InstrumentId,
    side: 'sell',
    kind: 'limit',
    timeInForce: 'GTC',
    postOnly: true,
    reduceOnly: false,
    selfTradePrevention: 'decrement',
    price: ticks(1_000_005),
    size: lots(250),
    clientId: 77,
    ...plainOrder,
  },
  {
    type: 'order',
    instrument: 2 as InstrumentId,
    side: 'buy',
    kind: 'market',
    timeInForce: 'IOC',
    postOnly: false,
    reduceOnly: true,
    selfTradePrevention: 'cancel-maker',
    price: ticks(0),
    size: lots(1),
    clientId: 0,
    ...plainOrder,
  },
  { type: 'cancel', order: `0x${'ab'.repeat(32)}` as Hash, orderExpiryMs: timeMs(1_700_000_060_000) },
  { type: 'cancelAll', instrument: 0 as InstrumentId },
  { type: 'transfer', toSubaccount: 65_535, token: 0, amount: microUsdc(1_000_000) },
  { type: 'withdraw', token: 0, amount: microUsdc(Number.MAX_SAFE_INTEGER) },
  {
    type: 'approveKey',
    sessionKey: makeTraderSigner(fromHex(vectorSecrets.session)).address,
    scope: 'cancel',
    instruments: [1, 2, 4_294_967_295] as InstrumentId[],
    notionalMax: microUsdc(5_000_000_000),
    keyExpiryMs: timeMs(1_700_086_400_000),
  },
  { type: 'revokeKey', sessionKey: `0x${'cd'.repeat(20)}` as Address },
  {
    type: 'order',
    instrument: 1 as InstrumentId,
    side: 'buy',
    kind: 'limit',
    timeInForce: 'GTT',
    postOnly: true,
    reduceOnly: false,
    selfTradePrevention: 'cancel-both',
    price: ticks(999_995),
    size: lots(1_000),
    clientId: 78,
    ...plainOrder,
    slide: true,
    displaySize: lots(50),
    goodTillMs: timeMs(1_700_003_600_000),
  },
  labeled,
  { type: 'massCancel', instrument: 1 as InstrumentId, side: 'any', label: 'grid/7', clientId: 79 },
  replacement,
  {
    type: 'batch',
    atomic: true,
    operations: [labeled, { type: 'cancel', order: `0x${'ef'.repeat(32)}` as Hash, orderExpiryMs: timeMs(5) }, replacement],
  },
  takeProfit,
  { type: 'cancelAllAfter', timeoutMs: 30_000 },
  pegged,
  {
    type: 'setProtection',
    group: 16,
    instrument: 1 as InstrumentId,
    windowMs: 1_000,
    frozenMs: 5_000,
    quantityMax: lots(500),
    deltaMax: lots(200),
    vegaMax: microUsdc(0),
  },
  { ...labeled, postOnly: true, clientId: 81, makerGroup: 16 },
  twap,
  {
    type: 'massQuote',
    instrument: 1 as InstrumentId,
    makerGroup: 3,
    quotes: [
      { bidPrice: ticks(999_990), bidSize: lots(5), askPrice: ticks(1_000_010), askSize: lots(6) },
      { bidPrice: ticks(0), bidSize: lots(0), askPrice: ticks(1_000_020), askSize: lots(7) },
    ],
  },
  {
    type: 'combo',
    legs: [
      { instrument: 1 as InstrumentId, side: 'buy', ratio: 1 },
      { instrument: 2 as InstrumentId, side: 'sell', ratio: 1_000 },
    ],
    size: 250,
    limit: -3_500_000,
    timeInForce: 'FOK',
    postOnly: false,
    goodTillMs: timeMs(0),
    selfTradePrevention: 'cancel-taker',
    clientId: 83,
    label: 'spread/1',
  },
  {
    type: 'combo',
    legs: [
      { instrument: 1 as InstrumentId, side: 'sell', ratio: 3 },
      { instrument: 2 as InstrumentId, side: 'buy', ratio: 2 },
      { instrument: 7 as InstrumentId, side: 'buy', ratio: 5 },
    ],
    size: 40,
    limit: 2_000_000,
    timeInForce: 'GTT',
    postOnly: true,
    goodTillMs: timeMs(1_700_003_600_000),
    selfTradePrevention: 'cancel-maker',
    clientId: 84,
    label: 'rests',
  },
  {
    type: 'batch',
    atomic: true,
    operations: [
      { type: 'cancel', order: `0x${'ef'.repeat(32)}` as Hash, orderExpiryMs: timeMs(5) },
      {
        type: 'combo',
        legs: [
          { instrument: 1 as InstrumentId, side: 'buy', ratio: 1 },
          { instrument: 2 as InstrumentId, side: 'sell', ratio: 15 },
        ],
        size: 9,
        limit: -1_000,
        timeInForce: 'GTC',
        postOnly: true,
        goodTillMs: timeMs(0),
        selfTradePrevention: 'cancel-taker',
        clientId: 85,
        label: 'pair',
      },
    ],
  },
  { type: 'setMarginMode', mode: 'portfolio' },
  {
    type: 'setRiskLimits',
    feed: feedId(1),
    deltaMaxPpb: 2_500_000_000,
    gammaMaxPpb: 40_000,
    vegaMax: microUsdc(750_000_000),
  },
  {
    type: 'setHedge',
    rule: 8,
    kind: 'collar',
    instrument: 2 as InstrumentId,
    lower: -1_000_000_000,
    upper: 2_000_000_000,
    windowMs: 86_400_000,
    putPpb: ppb(50_000_000),
    callPpb: ppb(60_000_000),
    slippagePpb: ppb(1_000_000),
    sizeMax: lots(10),
    lotsMax: lots(1_000),
    intervalMs: 60_000,
    untilMs: timeMs(1_700_086_400_000),
  },
  {
    type: 'bid',
    liquidated: `0x${'1a'.repeat(20)}` as Address,
    liquidatedSubaccount: 7,
    fractionPpb: 250_000_000,
    payMax: -56_875_000,
  },
  { type: 'isolate', instrument: 2 as InstrumentId, token: 1, amount: microUsdc(5_000_000) },
  { type: 'withdrawTo', token: 1, amount: microUsdc(5_000_000), chain: 31_338, layer: 2 },
  {
    type: 'offerSwap',
    giveToken: 0,
    giveAmount: 4_000_000_000,
    wantToken: 1,
    wantAmount: 100_000_000,
    chain: 31_338,
    goodTillMs: timeMs(1_700_000_600_000),
  },
  {
    type: 'acceptSwap',
    offerer: `0x${'1b'.repeat(20)}` as Address,
    offererSubaccount: 3,
    offer: `0x${'2c'.repeat(32)}` as Hash,
    chain: 31_337,
  },
]; // prettier-ignore

export interface TransactionVector {
  readonly fields: UnsignedTransaction;
  readonly wire: string;
  readonly digest: string;
  readonly signature: string;
  readonly hash: string;
}

/** One vector a kind (several of the order), signed by the session key where a session key may sign. */
export function transactionVectors(): { domain: TransactionDomain; separator: string; vectors: TransactionVector[] } {
  const separator = domainSeparator(vectorDomain);
  const wallet = makeTraderSigner(fromHex(vectorSecrets.wallet));
  const session = makeTraderSigner(fromHex(vectorSecrets.session));
  const vectors = bodies.map((body, position) => {
    const signer = !['transfer', 'isolate', 'withdraw', 'withdrawTo', 'offerSwap', 'acceptSwap', 'approveKey', 'revokeKey'].includes(body.type) ? session : wallet;
    const fields: UnsignedTransaction = {
      version: 1,
      account: wallet.address,
      subaccount: position % 3,
      key: signer.address,
      nonce: 1_700_000_000_000 + position,
      expiryMs: timeMs(1_700_000_060_000),
      body,
    };
    const digest = signingDigest(separator, fields);
    const signature = signer.sign(digest);
    return {
      fields,
      wire: toHex(encodeTransaction({ ...fields, signature })),
      digest: toHex(digest),
      signature,
      hash: transactionHash(digest, signature),
    };
  });
  return { domain: vectorDomain, separator: toHex(separator), vectors };
}

export const transactionVectorsText = (): string => `${JSON.stringify(transactionVectors(), null, 2)}\n`;

/** `node test/vectors/generateTransactions.ts` writes the file anew: only ever for a new protocol version. */
if (import.meta.main) writeFileSync(new URL('transactions.json', import.meta.url), transactionVectorsText());
