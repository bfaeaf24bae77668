import { sameBytes } from '../codec/sameBytes.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import { tokensMax } from '../types/settlement.ts';
import type { ExchangeGenesis } from './genesis.ts';
import { checkConservationFully } from './conservation.ts';
import { putRiskLimits } from './accounts/riskLimits.ts';
import { subaccountOfHedge } from './hedging/hedgeRules.ts';
import { addCombo } from './orders/restingCombos.ts';
import { addTrigger } from './orders/triggers.ts';
import type { Liquidation, RestingCombo, RestingOrder, RiskLimits, TriggerOrder } from './records.ts';
import { governedParameters } from './parameters/takeParameters.ts';
import { termsOf } from './parameters/termsOf.ts';
import { indexSubaccount } from './ledger/subaccounts.ts';
import type { Records, TableKey } from './ledger/table.ts';
import { emptyState, systemIndex, tableNames, type ExchangeState, type TableName } from './state.ts';

/**
 * How a state is written: as JSON rows `[key, record]`, ascending by key, with the fields of every record in one fixed
 * order and big integers as decimal strings. All values are safe integers, ASCII strings and booleans, so these bytes are
 * the same on every machine; the state root hashes them.
 */
interface Layout {
  /** Every field that occurs in the table's records, nested ones included, in writing order. */
  readonly fields: readonly string[];
  readonly bigints?: readonly string[];
}

const layouts: Readonly<Record<TableName, Layout>> = {
  clock: { fields: ['height', 'timeMs', 'digest'] },
  counters: { fields: [] },
  accounts: { fields: ['owner', 'subaccounts', 'keys'] },
  subaccounts: {
    fields: [
      ...['index', 'owner', 'subNo', 'cash', 'collateral', 'positions', 'liquidating', 'marginMode'],
      ...['token', 'amount'],
      ...['instrument', 'lots', 'cost', 'fundingIndex'],
    ],
  },
  isolated: { fields: ['parent', 'instrument'] },
  feePots: { fields: ['validators', 'treasury'] },
  funds: { fields: ['cash', ...Array.from({ length: tokensMax - 1 }, (_, at) => String(at + 1))] },
  liquidations: { fields: ['margins', 'group', 'maintenance', 'startedMs', 'auctionMs'] },
  keys: { fields: ['scope', 'instruments', 'notionalMax', 'expiryMs', 'revokedAtMs'] },
  nonces: { fields: [] },
  credits: { fields: ['trade', 'reduce', 'cancel', 'atMs'] },
  volumes: { fields: ['half', 'current', 'previous'] },
  tombstones: { fields: ['order', 'untilMs'] },
  orders: {
    fields: [
      ...['hash', 'account', 'subaccount', 'instrument', 'side', 'price', 'size', 'lots', 'shown'],
      ...['displaySize', 'reduceOnly', 'postOnly', 'clientId', 'label', 'ocoGroup', 'peg', 'goodTillMs', 'queue'],
      ...['source', 'offset', 'limit', 'makerGroup'],
    ],
  },
  triggers: {
    fields: [
      ...['hash', 'account', 'subaccount', 'order', 'extreme', 'left', 'startMs', 'slices', 'queue'],
      ...[
        'type',
        'instrument',
        'side',
        'kind',
        'timeInForce',
        'postOnly',
        'slide',
        'reduceOnly',
        'selfTradePrevention',
      ],
      ...['price', 'size', 'clientId', 'displaySize', 'goodTillMs', 'label'],
      ...['triggerKind', 'triggerSource', 'triggerPrice', 'trailingOffset', 'pegSource', 'pegOffset', 'ocoGroup'],
      ...['makerGroup', 'sliceCount', 'sliceIntervalMs'],
    ],
  },
  combos: {
    fields: [
      ...['hash', 'account', 'subaccount', 'legs', 'instrument', 'side', 'ratio', 'limit', 'size', 'units', 'prices'],
      ...['postOnly', 'selfTradePrevention', 'clientId', 'label', 'goodTillMs', 'queue'],
    ],
  },
  deadlines: { fields: [] },
  protections: {
    fields: [
      ...['instrument', 'windowMs', 'frozenMs', 'quantityMax', 'deltaMax', 'vegaMax', 'frozenUntilMs', 'part'],
      ...['bought', 'sold'],
    ],
  },
  riskLimits: { fields: ['feed', 'deltaMaxPpb', 'gammaMaxPpb', 'vegaMax'] },
  hedges: {
    fields: [
      ...[
        'kind',
        'instrument',
        'lower',
        'upper',
        'windowMs',
        'putPpb',
        'callPpb',
        'slippagePpb',
        'sizeMax',
        'lotsLeft',
      ],
      ...['intervalMs', 'untilMs'],
    ],
  },
  hedgeTimes: { fields: [] },
  parameterListings: { fields: ['kind', 'name'] },
  parameterValues: { fields: [] },
  upcomingParameters: {
    fields: ['activationBlock', 'listings', 'changes', 'scope', 'kind', 'name', 'values', 'parameter', 'value'],
  },
  markets: {
    fields: [
      ...['instrument', 'series', 'expiryMs', 'strikeMicroUsdc', 'right', 'indexPerLot', 'markPerLot', 'forward'],
      ...['volatilityPpb', 'deltaPpb', 'stale', 'basis'],
      ...['basisAtMs', 'lastPrice', 'fundingIndex', 'fundingCarry', 'premiumSum', 'premiumMs', 'nextFundingMs'],
      ...['longInitialPerLot', 'longMaintenancePerLot', 'shortInitialPerLot', 'shortMaintenancePerLot'],
      ...['netLots', 'grossLots'],
    ],
  },
  series: { fields: [] },
  averages: { fields: ['sum', 'fromMs', 'untilMs', 'freshMs', 'price', 'isFresh'], bigints: ['sum'] },
  claims: {
    fields: ['chainId', 'token', 'index', 'owner', 'layer', 'requested', 'cumulative'],
    bigints: ['requested', 'cumulative'],
  },
  pools: {
    fields: ['chainId', 'token', 'deposited', 'requested', 'withdrawn', 'claims'],
    bigints: ['deposited', 'requested', 'withdrawn'],
  },
  awaited: { fields: ['claim', 'amount', 'header'], bigints: ['amount'] },
  accepted: { fields: ['chainId', 'number', 'finalAtS'] },
  swaps: { fields: ['hash', 'giveToken', 'giveAmount', 'wantToken', 'wantAmount', 'chainId', 'goodTillMs'] },
  tokens: {
    fields: ['deposited', 'requested', 'ledger'],
    bigints: ['deposited', 'requested', 'ledger'],
  },
  tokenPrices: { fields: ['price', 'stale'] },
  l1: {
    fields: [
      ...['chainId', 'number', 'hash', 'depositCount', 'depositHash', 'forcedCount', 'forcedHash'],
      ...['finalHeader', 'acceptedHeaders', 'isFrozen'],
    ],
    bigints: ['depositCount', 'forcedCount'],
  },
  parked: {
    fields: ['kind', 'index', 'token', 'from', 'owner', 'subNo', 'amount', 'l1Block'],
    bigints: ['index', 'amount'],
  },
};

const snapshotVersion = 1;

type AnyTable = Records<TableKey, unknown> & { set(key: TableKey, record: unknown): void };
type Row = [TableKey, unknown];

const tableOf = (state: ExchangeState, name: TableName): AnyTable => state[name] as unknown as AnyTable;

const changed = (record: object, fields: readonly string[], change: (value: unknown) => unknown): object =>
  Object.fromEntries(
    Object.entries(record).map(([field, value]) => [field, fields.includes(field) ? change(value) : value]),
  );

const rowsOf = (state: ExchangeState, name: TableName): Row[] => {
  const table = tableOf(state, name);
  return table.sortedKeys().map((key): Row => [key, table.get(key)]);
};

function rowsJson(name: TableName, rows: readonly Row[]): string {
  const { fields, bigints } = layouts[name];
  const plain = bigints === undefined ? rows : rows.map(([key, record]) => [key, changed(record as object, bigints, String)]); // prettier-ignore
  return JSON.stringify(plain, [...fields]);
}

/** The canonical JSON of one row, as the commitment hashes it. */
export const rowJson = (name: TableName, key: TableKey, record: unknown): string =>
  rowsJson(name, [[key, record]]).slice(1, -1);

/** The state as it was at one moment. */
export type CapturedState = readonly { readonly name: TableName; readonly rows: readonly Row[] }[];

/** Costs a record for every row, and the sorting of keys that are not in order yet. */
export const captureState = (state: ExchangeState): CapturedState =>
  tableNames.map((name) => ({ name, rows: rowsOf(state, name) }));

/** Rows that are written at a time: a fraction of a millisecond. */
const rowsAtOnce = 256;

/** The bytes of `encodeState` in pieces, so that a large state need not be written in one go. */
export function* capturedText(captured: CapturedState): Generator<string> {
  yield `{"version":${snapshotVersion}`;
  for (const { name, rows } of captured) {
    yield `,"${name}":[`;
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      yield (from === 0 ? '' : ',') + rowsJson(name, rows.slice(from, from + rowsAtOnce)).slice(1, -1);
    }
    yield ']';
  }
  yield '}';
}

/** The whole state as bytes; the same state gives the same bytes, whatever its history. */
export const encodeState = (state: ExchangeState): Uint8Array =>
  new TextEncoder().encode([...capturedText(captureState(state))].join(''));

/**
 * Reads what `encodeState` wrote. A snapshot from elsewhere is proven by its commitment, not by this function, which
 * only makes sure that reading it cannot harm, and that the bytes are the one encoding of what is read.
 * Errors: SNAPSHOT_MALFORMED.
 */
export function decodeState(genesis: ExchangeGenesis, bytes: Uint8Array): ExchangeState {
  try {
    const state = readState(genesis, bytes);
    if (!sameBytes(encodeState(state), bytes)) throw new Error('other bytes than the state has');
    checkConservationFully(state);
    state.journal.forget();
    return state;
  } catch (cause) {
    throw new WitanError(
      'SNAPSHOT_MALFORMED',
      `The state snapshot cannot be read: ${(cause as Error).message.replaceAll(/\s+/g, ' ').slice(0, 120)}`,
    );
  }
}

function readState(genesis: ExchangeGenesis, bytes: Uint8Array): ExchangeState {
  const snapshot = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>;
  if (snapshot.version !== snapshotVersion) throw new Error(`version ${String(snapshot.version)} is not known`);
  const state = emptyState(genesis);
  for (const name of tableNames) {
    const table = tableOf(state, name);
    const { bigints } = layouts[name];
    const rows = snapshot[name] as Row[];
    if (name === 'markets') state.terms.set(termsOf(genesis, governedParameters(state)));
    if (name === 'orders') readOrders(state, rows as [Hash, RestingOrder][]);
    else if (name === 'triggers') readTriggers(state, rows as [Hash, TriggerOrder][]);
    else if (name === 'combos') readCombos(state, rows as [Hash, RestingCombo][]);
    else if (name === 'liquidations') readLiquidations(state, rows as [number, Liquidation][]);
    else if (name === 'deadlines') readDeadlines(state, rows as [number, number][]);
    else if (name === 'riskLimits') readRiskLimits(state, rows as [string, RiskLimits][]);
    else if (name === 'hedgeTimes') readHedgeTimes(state, rows as [number, number][]);
    else {
      for (const [key, record] of rows) {
        table.set(key, bigints ? changed(record as object, bigints, (value) => BigInt(value as string)) : record);
      }
    }
  }
  for (const index of state.subaccounts.sortedKeys()) if (index !== systemIndex) indexSubaccount(state, index);
  return state;
}

/** As orders; what they wait for is in no other table. */
function readTriggers(state: ExchangeState, rows: readonly [Hash, TriggerOrder][]): void {
  for (const trigger of rows.map(([, record]) => record).sort((a, b) => a.queue - b.queue)) {
    const isKnown = state.subaccounts.has(trigger.subaccount) && state.markets.has(trigger.order.instrument);
    if (!isKnown) throw new Error(`order ${trigger.hash} is nobody's, or of no market`);
    addTrigger(state, trigger);
  }
}

function readCombos(state: ExchangeState, rows: readonly [Hash, RestingCombo][]): void {
  for (const combo of rows.map(([, record]) => record).sort((a, b) => a.queue - b.queue)) {
    const isKnown = state.subaccounts.has(combo.subaccount) && combo.legs.every((leg) => state.markets.has(leg.instrument)); // prettier-ignore
    if (!isKnown) throw new Error(`combo ${combo.hash} is nobody's, or of no market`);
    addCombo(state, combo);
  }
}

/** Who is being liquidated has a record, and nobody else. */
function readLiquidations({ liquidations, subaccounts }: ExchangeState, rows: readonly [number, Liquidation][]): void {
  for (const [index, liquidation] of rows) liquidations.set(index, liquidation);
  const liquidating = subaccounts.sortedKeys().filter((index) => subaccounts.isLiquidating(index));
  const isWhole = liquidating.every((index) => (liquidations.get(index)?.margins.length ?? 0) > 0);
  if (!isWhole || liquidating.length !== liquidations.size)
    throw new Error('liquidations without subaccounts, or the reverse');
}

function readRiskLimits(state: ExchangeState, rows: readonly [string, RiskLimits][]): void {
  for (const [key, limits] of rows) {
    const subaccount = Number(key.split('/')[0]);
    if (!state.subaccounts.has(subaccount)) throw new Error(`limits ${key} are nobody's`);
    putRiskLimits(state, subaccount, limits);
  }
}

function readDeadlines(state: ExchangeState, rows: readonly [number, number][]): void {
  for (const [subaccount, deadlineMs] of rows) {
    const isKnown = state.subaccounts.has(subaccount) && Number.isSafeInteger(deadlineMs) && deadlineMs > 0;
    if (!isKnown) throw new Error(`deadline ${deadlineMs} is nobody's, or no time`);
    state.deadlines.set(subaccount, deadlineMs);
  }
}

/** Rules come before their times in a snapshot, and each has one. */
function readHedgeTimes(state: ExchangeState, rows: readonly [number, number][]): void {
  for (const [key, atMs] of rows) {
    const isKnown = state.hedges.has(key) && Number.isSafeInteger(atMs) && atMs > 0;
    if (!isKnown) throw new Error(`time ${atMs} of hedge rule ${key} is nobody's, or none`);
    state.hedgeTimes.set(key, atMs);
  }
  if (state.hedgeTimes.size !== state.hedges.size) throw new Error('a hedge rule has no time');
  for (const key of state.hedges.sortedKeys()) {
    if (!state.subaccounts.has(subaccountOfHedge(key))) throw new Error(`hedge rule ${key} is nobody's`);
  }
}

/** Orders take their places again in the order of the queue. Subaccounts come before them in a snapshot. */
function readOrders(state: ExchangeState, rows: readonly [Hash, RestingOrder][]): void {
  for (const order of rows.map(([, record]) => record).sort((a, b) => a.queue - b.queue)) {
    const isKnown = state.subaccounts.has(order.subaccount) && state.markets.has(order.instrument);
    if (!isKnown) throw new Error(`order ${order.hash} is nobody's, or of no market`);
    state.book.insert(order);
  }
}
