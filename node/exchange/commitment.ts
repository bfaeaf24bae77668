import { ByteWriter } from '../codec/byteWriter.ts';
import { sortedJson } from '../codec/sortedJson.ts';
import { keccak, keccakHash } from '../crypto/keccak.ts';
import { RowTree } from '../crypto/rowTree.ts';
import { zeroHash, type Hash } from '../types/ids.ts';
import {
  tokenInstrumentBase,
  tokensMax,
  type ClaimLeaf,
  type MarketLeaf,
  type SubaccountLeaf,
} from '../types/settlement.ts';
import type { Records, TableKey } from './ledger/table.ts';
import { rowJson } from './snapshot.ts';
import { claimsByPool, poolKey } from './ledger/claims.ts';
import { cursorOf } from './money/cursor.ts';
import type { CollateralBalance, L1Cursor } from './records.ts';
import { systemIndex, tableNames, type ExchangeState, type TableName } from './state.ts';

/** What a checkpoint says of one chain. */
export interface ChainCommitment {
  /** How far it was read. */
  readonly cursor: L1Cursor;
  /** By id. */
  readonly tokens: readonly TokenCommitment[];
}

/** T totals without the parts that the checkpoint adds (the token's address and the root of its claims). */
export interface TokenCommitment {
  readonly id: number;
  readonly deposited: bigint;
  readonly requested: bigint;
  readonly withdrawn: bigint;
  /** What the ledger owes over all subaccounts, the system included, less what other chains hold for it; base units. */
  readonly liabilities: bigint;
  /** W leaves, by index. */
  readonly claims: readonly ClaimLeaf[];
}

/** Everything a checkpoint commits to. Together it covers all that execution reads. */
export interface Commitment {
  readonly height: number;
  readonly timeMs: number;
  readonly digest: Hash;
  /** All S leaves, by index; 0 is the system. */
  readonly subaccounts: readonly SubaccountLeaf[];
  /** Indices that changed since the last call, ascending. */
  readonly dirtySubaccounts: readonly number[];
  /** All M leaves, and those of tokens, ascending by instrument. */
  readonly markets: readonly MarketLeaf[];
  /** In the order of genesis. */
  readonly chains: readonly ChainCommitment[];
  /** Covers every table that is not in a leaf above, and the genesis. */
  readonly restRoot: Hash;
}

/** M.status of what is open; that of a market counts on from here with its own status. */
const statusOpen = 1;

const encoder = new TextEncoder();
const noTokens: readonly number[] = new Array<number>(tokensMax).fill(0);

/** Balances by token, as the S leaf has them. */
function tokensOf(collateral: readonly CollateralBalance[]): readonly number[] {
  if (collateral.length === 0) return noTokens;
  const tokens = [...noTokens];
  for (const { token, amount } of collateral) tokens[token] = amount;
  return tokens;
}

/** Leaves and trees by the version they were made from; only ever a shortcut, never a source. */
interface Cache {
  readonly leaves: { readonly version: number; readonly leaf: SubaccountLeaf }[];
  /** By number of the market. */
  readonly markets: { readonly version: number; readonly leaf: MarketLeaf }[];
  readonly tables: Map<TableName, { readonly version: number; readonly tree: RowTree; readonly digest: Uint8Array }>;
  readonly genesis: Uint8Array;
}
const caches = new WeakMap<ExchangeState, Cache>();

function cacheOf(state: ExchangeState): Cache {
  let cache = caches.get(state);
  if (cache === undefined) {
    cache = { leaves: [], markets: [], tables: new Map(), genesis: keccak(encoder.encode(sortedJson(state.genesis))) };
    caches.set(state, cache);
  }
  return cache;
}

/** What else execution reads of a subaccount: how the system's cash is split; of another, what is known of its liquidation, and its margin mode. */
function restHashOf(state: ExchangeState, index: number): Hash {
  if (index === systemIndex) return keccakHash(systemSplit(state));
  const liquidation = state.liquidations.get(index);
  const row = liquidation === undefined ? '' : rowJson('liquidations', index, liquidation);
  const mode = state.subaccounts.hasPortfolioMargin(index) ? 'portfolio' : '';
  return row === '' && mode === '' ? zeroHash : keccakHash(encoder.encode(row + mode));
}

/** Fee pots, then each insurance fund with its market group, ascending, and what it has of each token. */
function systemSplit({ feePots, funds, genesis }: ExchangeState): Uint8Array {
  const { validators, treasury } = feePots.get('system')!;
  const writer = new ByteWriter().i64(validators).i64(treasury);
  for (const group of funds.sortedKeys()) {
    writer.u16(group);
    for (const { id } of genesis.tokens) writer.i64(funds.at(group, id));
  }
  return writer.finish();
}

/** A leaf is another object only where what it shows has changed; the system's shows the fee pots and funds too. */
function subaccountLeaf(state: ExchangeState, cache: Cache, index: number): SubaccountLeaf {
  const pots = index === systemIndex ? state.feePots.version + state.funds.version : 0;
  const version = state.subaccounts.versionOf(index) + pots;
  const known = cache.leaves[index];
  if (known?.version === version) return known.leaf;
  const { owner, subNo, cash, collateral, positions } = state.subaccounts.get(index)!;
  const tokens = tokensOf(collateral);
  const leaf = { index, owner, subNo, cash, tokens, positions, restHash: restHashOf(state, index) };
  cache.leaves[index] = { version, leaf };
  return leaf;
}

function marketLeaf(state: ExchangeState, cache: Cache, number: number): MarketLeaf {
  const version = state.markets.versionOf(number);
  const known = cache.markets[number];
  if (known?.version === version) return known.leaf;
  const listing = state.markets.listing(number);
  const market = state.markets.at(number);
  const { instrument, markPerLot, fundingIndex } = market;
  const restHash = keccakHash(encoder.encode(sortedJson({ listing, market })));
  const leaf = { instrument, markPerLot, fundingIndex, status: statusOpen + listing.status, restHash };
  cache.markets[number] = { version, leaf };
  return leaf;
}

/** What tokens are worth, as M leaves of their own numbers. */
const tokenLeaves = (state: ExchangeState): MarketLeaf[] =>
  state.terms.inForce.tokens.slice(1).map((token) => {
    const { price, stale } = state.tokenPrices.get(token.id)!;
    const restHash = keccakHash(encoder.encode(sortedJson({ token, stale })));
    return {
      instrument: tokenInstrumentBase + token.id,
      markPerLot: price,
      fundingIndex: 0,
      status: statusOpen,
      restHash,
    };
  });

function restRoot(state: ExchangeState, cache: Cache): Hash {
  const writer = new ByteWriter().ascii('witan/rest/2').bytes(cache.genesis);
  for (const name of tableNames) {
    if (name === 'subaccounts') continue;
    writer.u8(name.length).ascii(name);
    writer.bytes(tableDigest(state, cache, name));
  }
  return keccakHash(writer.finish());
}

/** Balances are fungible, pools are not: what a chain owes is what all accounts are owed less what the others hold. */
function chainCommitments(state: ExchangeState): ChainCommitment[] {
  const claimed = claimsByPool(state);
  const { chains, tokens } = state.genesis;
  return chains.map((chainId) => ({
    cursor: cursorOf(state, chainId),
    tokens: tokens.map(({ id }) => {
      const { deposited, requested, withdrawn } = state.pools.get(poolKey(chainId, id))!;
      const totals = state.tokens.get(id)!;
      const elsewhere = totals.deposited - totals.requested - (deposited - requested);
      const claims = (claimed.get(poolKey(chainId, id)) ?? []).map(
        ({ index, owner, layer, cumulative, requested: asked }): ClaimLeaf => ({
          ...{ index, owner, layer, cumulative },
          requested: asked,
        }),
      );
      return { id, deposited, requested, withdrawn, liabilities: totals.ledger - elsewhere, claims };
    }),
  }));
}

/** Over the rows of a table. Those that nobody wrote are not looked at. */
function tableDigest(state: ExchangeState, cache: Cache, name: TableName): Uint8Array {
  const table = state[name] as unknown as Records<TableKey, unknown>;
  const known = cache.tables.get(name);
  const { version } = table;
  if (known?.version === version) return known.digest;
  const written = table.takeWritten();
  const isAll = known === undefined || written === undefined;
  const tree = isAll ? new RowTree() : known.tree;
  for (const key of isAll ? table.sortedKeys() : written) {
    const path = keccak(encoder.encode(String(key)));
    const record = table.get(key);
    if (record === undefined) tree.delete(path);
    else tree.put(path, keccak(encoder.encode(rowJson(name, key, record))));
  }
  const digest = tree.root();
  cache.tables.set(name, { version, tree, digest });
  return digest;
}

/**
 * What the state commits to. The same state gives the same commitment, whatever its history, but for `dirtySubaccounts`,
 * which counts from the last call. Rows that nobody wrote are not hashed again.
 */
export function commitment(state: ExchangeState): Commitment {
  const cache = cacheOf(state);
  const { height, timeMs, digest } = state.clock.get('clock')!;
  const dirty: number[] = [];
  const subaccounts = state.subaccounts.sortedKeys().map((index) => {
    const known = cache.leaves[index]?.leaf;
    const leaf = subaccountLeaf(state, cache, index);
    if (leaf !== known) dirty.push(index);
    return leaf;
  });
  return {
    height,
    timeMs,
    digest,
    subaccounts,
    dirtySubaccounts: dirty,
    markets: [...state.markets.live.map((number) => marketLeaf(state, cache, number)), ...tokenLeaves(state)],
    chains: chainCommitments(state),
    restRoot: restRoot(state, cache),
  };
}
