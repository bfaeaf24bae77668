import { decodeTransaction } from '../codec/transaction.ts';
import { fromHex } from '../codec/hex.ts';
import type { MarketTerms } from '../exchange/genesis.ts';
import { lotsToSize, microToUsdc, ticksToPrice, unitsToAmount } from '../sdk/decimals.ts';
import type { ProvenEvent, ResultProof } from '../sdk/resultProof.ts';
import type { CommitteeProof } from '../sdk/rpcTypes.ts';
import type { NetworkConfig } from '../sequencer/config.ts';
import type { BlockEvent } from '../types/block.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';

/** Columns of an export, in their order; an empty one is left out of JSON. docs/guide-operators.md says what they mean. */
export const columns = [
  ...['record', 'height', 'time', 'timeMs', 'index', 'type', 'category', 'subaccount', 'transaction', 'code', 'key'],
  ...['nonce', 'instrument', 'market', 'role', 'side', 'price', 'priceTicks', 'size', 'sizeLots', 'asset', 'amount'],
  ...['amountUnits', 'fee', 'feeMicroUsdc', 'realised', 'realisedMicroUsdc', 'funding', 'fundingMicroUsdc'],
  ...['data', 'proof'],
] as const;

/** Columns that are whole numbers; `data` and `proof` are JSON, all others text. */
export const numberColumns: ReadonlySet<string> = new Set([
  ...['height', 'timeMs', 'index', 'subaccount', 'nonce', 'instrument'],
]);

/** One line of an export. Everything but `data` and `proof` follows from these two: a reader computes it again. */
export type ExportRecord = Readonly<Record<string, unknown>>;

/** The block that a record is of. Times in Unix ms. */
export interface ExportBlock {
  readonly height: number;
  readonly timeMs: number;
}

/** What an export says of itself in its first line. */
export interface ExportTitle {
  readonly format: 'witan-export';
  readonly version: 1;
  readonly networkId: Hash;
  readonly account: Address;
  readonly fromHeight: number;
  readonly toHeight: number;
  /** What was before the first height is not in the node's history any more. */
  readonly omitted: 'HISTORY_PRUNED' | 'nothing';
}

/** Proof of a block's result, and how many events are under its events root. */
export type BlockProof = ResultProof & { readonly eventCount: number };

/** A transaction's wire bytes, the place of its first event, and the event before that one. */
export interface SignedProof {
  /** Absent where the block log has it no more. */
  readonly bytes?: HexBytes;
  readonly firstEvent: number;
  readonly before?: ProvenEvent;
}

export const titleRecord = (data: ExportTitle): ExportRecord => ({ record: 'export', data });

export const headerRecord = (proof: CommitteeProof): ExportRecord => ({
  record: 'header',
  height: Number(proof.header.blockHeight),
  ...timeColumns(Number(proof.header.timestampMs)),
  proof,
});

export const blockRecord = (proof: BlockProof): ExportRecord => ({
  record: 'block',
  height: proof.links[0]!.height,
  ...timeColumns(proof.links[0]!.timeMs),
  data: { blockDigest: proof.links[0]!.blockDigest, eventsRoot: proof.links[0]!.eventsRoot },
  proof,
});

const timeColumns = (timeMs: number) => ({ time: new Date(timeMs).toISOString(), timeMs });

/** Errors: those of `decodeTransaction`. */
export function transactionRecord(block: ExportBlock, receipt: BlockEvent, proof: SignedProof): ExportRecord {
  const { tx, subaccount, code, kind } = receipt;
  const { bytes } = proof;
  const signed = bytes === undefined ? undefined : decodeTransaction(fromHex(bytes));
  return {
    ...{ record: 'transaction', height: block.height, ...timeColumns(block.timeMs), type: kind },
    ...{ category: 'transaction', subaccount, transaction: tx, code },
    ...(signed === undefined ? { data: 'BODY_UNKNOWN' } : { key: signed.key, nonce: signed.nonce, data: signed }),
    proof,
  };
}

export function eventRecord(
  network: NetworkConfig,
  account: Address,
  block: ExportBlock,
  index: number,
  { event, path }: ProvenEvent,
): ExportRecord {
  const category = categories[event.type] ?? (event.type.startsWith('liquidation') ? 'liquidation' : 'order');
  return {
    ...{ record: 'event', height: block.height, ...timeColumns(block.timeMs), index, type: event.type, category },
    ...defined({ transaction: event.tx, code: event.code }),
    ...moneyColumns(network, account, event),
    ...{ data: event, proof: path },
  };
}

const categories: Readonly<Record<string, string>> = {
  ...{ receipt: 'receipt', fill: 'trade', settled: 'settlement', funding: 'funding', forced: 'forced' },
  ...{ deposit: 'deposit', depositParked: 'deposit', withdrawal: 'withdrawal', transfer: 'transfer' },
  ...{ isolated: 'transfer', released: 'transfer', keyApproved: 'key', keyRevoked: 'key' },
  ...{ auctionBid: 'liquidation', auctionTrade: 'liquidation', auctionCollateral: 'liquidation' },
  ...{ auctionStarted: 'liquidation', auctionEnded: 'liquidation', insuranceTakeover: 'liquidation' },
  ...{ insuranceExhausted: 'liquidation', positionTaken: 'liquidation', deleverage: 'liquidation' },
  ...{ haircut: 'liquidation' },
};

/** Money and quantities of an event as the account sees it: raw integers, and in whole units where these are known. */
function moneyColumns(network: NetworkConfig, account: Address, event: BlockEvent): ExportRecord {
  if (event.type === 'fill') return fillColumns(network, account, event);
  const { instrument, side, price, size, lots, realised, token, amount, type } = event;
  const isParked = type === 'depositParked';
  const asset = typeof token === 'number' ? network.exchange.tokens[token] : undefined;
  const decimals = isParked ? asset?.decimals : asset?.ledgerDecimals;
  return defined({
    subaccount: typeof event.subaccount === 'number' ? event.subaccount : undefined,
    ...quantityColumns(network, instrument, price, size ?? lots),
    side,
    asset: asset?.symbol ?? (type === 'haircut' ? 'USDC' : undefined),
    ...(amount === undefined || typeof amount === 'boolean'
      ? {}
      : amountColumns(amount, decimals ?? (type === 'haircut' ? 6 : undefined))),
    ...usdc('realised', realised),
  });
}

const amountColumns = (amount: string | number, ledgerDecimals: number | undefined) => ({
  amount: ledgerDecimals === undefined ? undefined : unitsToAmount({ ledgerDecimals }, BigInt(amount)),
  amountUnits: String(amount),
});

/** Who trades with itself pays both fees; the side is then that of the taker. */
function fillColumns(network: NetworkConfig, account: Address, event: BlockEvent): ExportRecord {
  const roles = (['maker', 'taker'] as const).filter((role) => event[`${role}Account`] === account);
  const sum = (field: string): number => roles.reduce((total, role) => total + Number(event[role + field]), 0);
  const opposite = event.side === 'buy' ? 'sell' : 'buy';
  return defined({
    ...quantityColumns(network, event.instrument, event.price, event.size),
    subaccount: roles.length === 1 ? event[`${roles[0]!}Subaccount`] : undefined,
    role: roles.join('+'),
    side: roles.includes('taker') ? event.side : opposite,
    ...(roles.length === 0
      ? {}
      : { ...usdc('fee', sum('Fee')), ...usdc('realised', sum('Realised')), ...usdc('funding', sum('Funding')) }),
  });
}

type Field = BlockEvent[string] | undefined;

const usdc = (name: string, value: Field) =>
  typeof value === 'number' ? { [name]: microToUsdc(value), [`${name}MicroUsdc`]: String(value) } : {};

function quantityColumns(network: NetworkConfig, instrument: Field, price: Field, size: Field): ExportRecord {
  if (typeof instrument !== 'number') return {};
  const { name, terms } = marketOf(network, instrument);
  return {
    instrument,
    market: name,
    ...(typeof price === 'number' ? { price: terms && ticksToPrice(terms, price), priceTicks: String(price) } : {}),
    ...(typeof size === 'number' ? { size: terms && lotsToSize(terms, size), sizeLots: String(size) } : {}),
  };
}

/**
 * Name and units of a market, where the network's description alone says them: of perpetuals, and of those that are listed
 * by rule where all rules have the same units.
 */
function marketOf({ exchange }: NetworkConfig, instrument: number): { name?: string; terms?: MarketTerms } {
  const listed = exchange.markets.find((each) => each.instrument === instrument);
  if (listed !== undefined) return { name: listed.name, terms: listed };
  const [first, ...others] = exchange.series.map(({ terms }) => terms);
  const isSame = (terms: MarketTerms): boolean =>
    terms.tickSizeMicroUsdc === first!.tickSizeMicroUsdc && terms.lotsPerUnit === first!.lotsPerUnit;
  return first !== undefined && others.every(isSame) ? { terms: first } : {};
}

const defined = (fields: ExportRecord): ExportRecord =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
