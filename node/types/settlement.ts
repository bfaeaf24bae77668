import type { Member } from './committee.ts';
import type { Address, Hash, HexBytes, InstrumentId } from './ids.ts';
import type { ParametersItem } from './parameters.ts';
import type { TimeMs } from './units.ts';

/** Bits of `CheckpointHeader.reasonBits`. */
export const checkpointReason = { interval: 1, liquidation: 2, forced: 4, epoch: 8, halt: 16 } as const;

/** How many collateral tokens a subaccount leaf has room for. Token 0 is USDC and lives in `cash`. */
export const tokensMax = 16;

/** Token k of a subaccount is valued at the M leaf of this instrument plus k. */
export const tokenInstrumentBase = 2_147_483_648;

/** What the committee signs and the settlement contract stores. Frozen: docs/spec/settlement.md, Frozen layouts. */
export interface CheckpointHeader {
  readonly number: bigint;
  readonly timestampMs: bigint;
  readonly committeeId: bigint;
  readonly blockHeight: bigint;
  readonly reasonBits: number;
  readonly daMode: number;
  readonly diffFrom: bigint;
  readonly snapshotNumber: bigint;
  readonly paramsVersion: number;
  readonly exitSum: bigint;
  readonly parent: Hash;
  readonly blockDigest: Hash;
  readonly stateRoot: Hash;
  readonly marketsRoot: Hash;
  readonly chainsRoot: Hash;
  readonly exitRoot: Hash;
  readonly dataRoot: Hash;
  readonly diffHash: Hash;
  readonly slashRoot: Hash;
  readonly nextCommitteeHash: Hash;
  readonly extRoot: Hash;
}

/** C: what the committee has read of one chain, and what that chain's vault owes. */
export interface ChainLeaf {
  readonly chainId: bigint;
  readonly settlement: Address;
  readonly l1Block: bigint;
  readonly depositCount: bigint;
  readonly depositHash: Hash;
  readonly forcedCount: bigint;
  readonly forcedHash: Hash;
  readonly tokensRoot: Hash;
  readonly extRoot: Hash;
}

/** T: totals of one token on one chain, in base units of the token. */
export interface TokenLeaf {
  readonly id: number;
  readonly token: Address;
  readonly deposited: bigint;
  readonly withdrawn: bigint;
  readonly requested: bigint;
  readonly liabilities: bigint;
  readonly withdrawalsRoot: Hash;
}

/** W: the cumulative claim of one owner on one token, in base units of the token. `layer` 0 pays the owner. */
export interface ClaimLeaf {
  readonly index: number;
  readonly owner: Address;
  readonly layer: number;
  readonly cumulative: bigint;
  readonly requested: bigint;
}

/** One open position inside an S leaf. */
export interface PositionEntry {
  readonly instrument: InstrumentId;
  /** Signed lots, micro-USDC paid for them, and the market's funding index (micro-USDC per lot) they are settled to. */
  readonly lots: number;
  readonly cost: number;
  readonly fundingIndex: number;
}

/** S: one subaccount. Index 0 is the system (insurance and fees). */
export interface SubaccountLeaf {
  readonly index: number;
  readonly owner: Address;
  readonly subNo: number;
  /** Micro-USDC, signed. */
  readonly cash: number;
  /** Balances of tokens 1 to 15 in ledger units; entry 0 is always 0. Length 16. */
  readonly tokens: readonly number[];
  /** Ascending by instrument, at most 128, none with zero lots. */
  readonly positions: readonly PositionEntry[];
  /** Hash of whatever else execution reads of this subaccount. */
  readonly restHash: Hash;
}

/** M: one market's settlement numbers, micro-USDC per lot. */
export interface MarketLeaf {
  readonly instrument: number;
  readonly markPerLot: number;
  readonly fundingIndex: number;
  readonly status: number;
  readonly restHash: Hash;
}

/** E: what a subaccount could leave with at the header's marks: max(0, equity). Same indices as S. */
export interface ExitLeaf {
  readonly index: number;
  readonly owner: Address;
  readonly equity: bigint;
}

/** A deposit as the vault logged it on L1. Amount in base units of the token. */
export interface DepositItem {
  readonly kind: 'deposit';
  readonly index: bigint;
  readonly token: number;
  readonly from: Address;
  readonly owner: Address;
  readonly subNo: number;
  readonly amount: bigint;
  readonly l1Block: number;
}

/**
 * What an owner wants of the committee, as the inbox logged it on L1. `data` is at most 96 bytes that anybody may have chosen;
 * `deadline` is Unix seconds, by which a header must have consumed it.
 */
export interface ForcedItem {
  readonly kind: 'forced';
  readonly index: bigint;
  readonly forcedKind: number;
  readonly owner: Address;
  readonly subNo: number;
  readonly deadline: bigint;
  readonly data: HexBytes;
  readonly l1Block: number;
}

/** A committee as the registry installed it on L1, in the order of its bitmap. */
export interface CommitteeItem {
  readonly kind: 'committee';
  readonly id: number;
  readonly members: readonly Member[];
  readonly l1Block: number;
}

/** Who the registry has planned as the next committee, by the hash that headers name. A later plan of an id replaces it. */
export interface PlanItem {
  readonly kind: 'plan';
  readonly id: number;
  readonly hash: Hash;
  readonly l1Block: number;
}

/** A header that a settlement contract has accepted: final there from `finalAtS` (Unix seconds) on, if nothing vetoes it. */
export interface AcceptedItem {
  readonly kind: 'accepted';
  readonly number: number;
  readonly finalAtS: number;
  readonly l1Block: number;
}

/** A header that equivocation evidence has struck from a settlement contract. */
export interface VetoedItem {
  readonly kind: 'vetoed';
  readonly number: number;
  readonly l1Block: number;
}

/** A settlement contract has frozen, for good. */
export interface FrozenItem {
  readonly kind: 'frozen';
  readonly l1Block: number;
}

/** What the vault's inbox holds for the ledger: of one L1 block deposits first. */
export type InboxItem = DepositItem | ForcedItem;

/** What a settlement contract says of the headers that it was shown. */
export type SettlementItem = AcceptedItem | VetoedItem | FrozenItem;

/** What the exchange takes in of L1. */
export type ExchangeItem = ParametersItem | InboxItem | SettlementItem;

/** Whatever enters from L1, in the order of the chain. */
export type L1Item = ExchangeItem | CommitteeItem | PlanItem;

/** How far the ledger has read one L1 chain. */
export interface L1Cut {
  readonly chainId: number;
  readonly number: number;
  readonly hash: Hash;
}

/** What a block takes in of one chain: whole L1 blocks up to the cut, whose time (Unix seconds) goes with it. */
export interface ChainIntake {
  readonly cut: L1Cut;
  readonly timestampS: number;
  /** In the chain's order. */
  readonly items: readonly ExchangeItem[];
}

/** The price of one feed as agreed in a block; `stale` markets take only cancels and reduce-only orders. */
export interface AgreedPrice {
  readonly feed: number;
  /** Micro-USDC per whole unit of the underlying; 0 if none was ever agreed. */
  readonly price: number;
  readonly atMs: TimeMs;
  readonly stale: boolean;
}
