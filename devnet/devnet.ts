import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { perpetualAsMarket } from '../node/exchange/instruments/listing.ts';
import { btcPerpetual, defaultSeries, ethPerpetual } from '../node/exchange/defaultGenesis.ts';
import type { FeedSettings } from '../node/feeds/feedPublisher.ts';
import { openPriceAt, type PriceAtConfig } from '../node/feeds/priceAt.ts';
import { readPriceFile } from '../node/feeds/priceFile.ts';
import { createL1Client } from '../node/l1/client.ts';
import { createWitanClient, type WitanClient } from '../node/sdk/index.ts';
import { WitanError } from '../node/types/fault.ts';
import type { Address } from '../node/types/ids.ts';
import { buildContracts } from './artifacts.ts';
import { type Committee, otherChainId, startCommittee } from './committee.ts';
import { ask, type DoorStatus } from './doors.ts';
import { FaultRun } from './faults/faultRun.ts';
import { isAnvilInstalled, type L1, startL1 } from './l1.ts';
import { L1Watch } from './l1Watch.ts';
import { Measurements } from './measurements.ts';
import type { DevnetOptions } from './options.ts';
import { govern } from './govern.ts';
import { pause } from './pause.ts';
import { rotateOne } from './rotation.ts';
import { restartOne, settleUp, withdrawAndClaim } from './story.ts';
import { describe, type Summary, verdictOf } from './summary.ts';
import { DatedMarkets } from './datedMarkets.ts';
import { impliedFeeds } from './impliedFeeds.ts';
import { Crowd } from './crowd.ts';
import { acrossChains, fundOther } from './twoChains.ts';
import { startWatcher, vanish } from './vanish.ts';
import { View } from './view.ts';

/** Fees and losses of nobody else end here. */
const insuranceOwner = '0x00000000000000000000000000000000000015a1' as Address;
const usdcPerTrader = 20_000_000_000_000n;
/** Setting up takes about this long; then the recording begins. */
const setUpMs = 16_000;
const l1BlockSeconds = 1;
const refreshMs = 1_000;
/** Ends soon enough to be seen also where a busy machine makes ten blocks a second. */
const rotatingEpoch = { blocks: 300, lookaheadBlocks: 100 };

/**
 * Brings up a whole network, lets traders trade through it for a while, checks that everything adds up, and takes it
 * down again. Resolves with the exit code: 0 only when all that the summary claims was checked and holds.
 * Errors: PRICE_FILE_*, L1_NOT_STARTED, VALIDATOR_NOT_STARTED.
 */
export async function runDevnet(options: DevnetOptions): Promise<number> {
  const stopping = new AbortController();
  const interrupt = (): void => stopping.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const folder = makeFolder(options.keepFolder);
  const net: Net = {
    l1: undefined,
    other: undefined,
    committee: undefined,
    crowd: undefined,
    observer: undefined,
    faults: undefined,
  };
  try {
    const summary = await play(options, folder, net, stopping.signal);
    const problems = verdictOf(summary);
    process.stderr.write(describe(summary, problems));
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    process.stderr.write('witan: stopped.\n');
    return 130;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await takeDown(net);
    if (options.keepFolder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

interface Net {
  l1: L1 | undefined;
  other: L1 | undefined;
  committee: Committee | undefined;
  crowd: Crowd | undefined;
  observer: WitanClient | undefined;
  faults: FaultRun | undefined;
}

function makeFolder(keepFolder: string | undefined): string {
  if (keepFolder === undefined) return mkdtempSync(join(tmpdir(), 'witan-devnet-'));
  const folder = isAbsolute(keepFolder) ? keepFolder : resolve(keepFolder);
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function takeDown(net: Net): Promise<void> {
  net.crowd?.close();
  net.observer?.close();
  await net.faults?.close();
  const { validators = [], candidates = [] } = net.committee ?? {};
  await Promise.all([...validators, ...candidates].map((validator) => validator.stop()));
  await net.l1?.stop();
  await net.other?.stop();
}

async function play(options: DevnetOptions, folder: string, net: Net, signal: AbortSignal): Promise<Summary> {
  const speed = replaySpeed(options);
  const measured = new Measurements(options.validators);
  const view = new View(process.stderr.isTTY === true && !options.json);
  view.event('compiling the contracts');
  const artifact = await buildContracts();
  net.l1 = await startL1({ blockTimeSeconds: l1BlockSeconds });
  view.event(`local Ethereum chain (${net.l1.kind}) at ${net.l1.url}`);
  if (options.twoChains) net.other = await startSecond(view);
  const tradingStartMs = Date.now() + setUpMs;
  const feeds = feedsOf(options, speed, tradingStartMs);
  net.crowd = new Crowd(options, measured, view);
  if (options.faults.size > 0) {
    const { faults, validators, seed, durationMs } = options;
    net.faults = new FaultRun(faults, validators, seed, durationMs, (line) => view.event(line));
    for (const trader of net.crowd.traders) net.faults.watch(trader);
  }
  net.committee = await startCommittee(
    {
      folder,
      l1: net.l1,
      ...(net.other === undefined ? {} : { otherL1: net.other }),
      validators: options.validators,
      ...(options.rotate ? { candidates: 1, epoch: rotatingEpoch } : {}),
      ...(options.vanish ? { candidates: 1 } : {}),
      traders: net.crowd.traders.map(({ address }) => address),
      usdcPerTrader,
      feeds,
      series: defaultSeries,
      speed,
      insuranceOwner,
      artifact,
      ...net.faults?.setup,
    },
    (line) => view.event(line),
  );
  const { validators, deployment } = net.committee;
  if (options.vanish) await startWatcher(net.committee);
  signal.throwIfAborted();
  // Nobody trades through one that lies: it may keep back what it takes in.
  const honest = validators.filter(({ index }) => net.faults?.isHonest(index) ?? true);
  net.observer = await observe(
    honest.map(({ httpUrl }) => httpUrl),
    measured,
  );
  await net.crowd.connect(honest);
  await net.crowd.fund(net.l1.url, insuranceOwner);
  if (net.other !== undefined) await fundOther(net.crowd, net.other, view);
  signal.throwIfAborted();
  await pause(tradingStartMs - Date.now(), signal);
  view.event('trading begins');
  const startedMs = Date.now();
  const l1Client = createL1Client(net.l1.url, deployment.chainId);
  const watch = new L1Watch(l1Client, deployment);
  const chain = new DatedMarkets(net.observer);
  await chain.refresh();
  net.crowd.trade(
    [
      { listing: perpetualAsMarket(btcPerpetual), fairPrice: openPriceAt(feeds[0]!.source) },
      { listing: perpetualAsMarket(ethPerpetual), fairPrice: openPriceAt(feeds[1]!.source) },
    ],
    chain,
  );
  net.faults?.start(validators);
  const refresh = setInterval(() => {
    void chain
      .refresh()
      .then(() => show(view, net, chain, measured, watch, Date.now() - startedMs, options.durationMs));
  }, refreshMs);
  try {
    const story = Promise.all([
      net.faults === undefined ? restartOne(validators, options.durationMs, view, signal) : undefined,
      withdrawAndClaim(net.crowd.withdrawer, net.l1.url, options.durationMs, measured, view, signal),
      options.rotate ? rotateOne(net.committee, l1Client, options.durationMs, measured, view, signal) : undefined,
      options.govern ? govern(net.committee, net.l1, l1Client, options.durationMs, view, signal) : undefined,
      net.other === undefined
        ? undefined
        : acrossChains(onStage(net, net.other, measured, view, signal), options.durationMs),
    ]);
    // A failure in the story is told when its time has come, below.
    story.catch(() => undefined);
    await pause(options.durationMs, signal);
    net.crowd.stop();
    view.event('trading ends; settling up');
    const [restart, , rotation, governed, chains] = await story;
    await net.faults?.mend();
    await net.crowd.quiet();
    const settled = await settleUp(
      [...honest, ...net.committee.candidates],
      net.crowd.withdrawer,
      net.l1.url,
      watch,
      measured,
      view,
      signal,
    );
    const { crowd, committee, l1 } = net;
    const drill = options.vanish ? await vanish(committee, crowd, l1, watch, view, signal) : undefined;
    view.end();
    return {
      validators: options.validators,
      durationMs: options.durationMs,
      l1: net.l1.kind,
      blocks: measured.blocks,
      transactions: measured.transactions,
      submittedByValidator: measured.submitted,
      fills: measured.fills,
      datedMarkets: chain.markets.length,
      datedFills: measured.datedFills,
      liquidations: measured.liquidations,
      deposits: measured.deposits,
      checkpointsOnL1: measured.checkpointGas.size,
      checkpointGasMedian: measured.checkpointGasMedian(),
      withdrawalsClaimed: measured.withdrawalsClaimed,
      finalityMsP50: round(measured.finalityMs(0.5)),
      finalityMsP99: round(measured.finalityMs(0.99)),
      finalitiesMeasured: measured.finalityCount,
      resultsVerified: net.crowd.verifiedResults,
      restarts: validators.reduce((sum, validator) => sum + validator.restarts, 0),
      backInStepMs: restart?.backInStepMs ?? net.faults!.backInStepMs,
      ...settled,
      ...(rotation === undefined ? {} : { rotation }),
      ...(governed === undefined ? {} : { governed }),
      ...(chains === undefined ? {} : { chains }),
      ...(drill === undefined ? {} : { drill }),
      outcomesNotOk: Object.fromEntries([...measured.codes].sort()),
      ...(await net.faults?.report()),
    };
  } finally {
    clearInterval(refresh);
  }
}

/** Errors: L1_KIND_MISSING where there is no anvil: no other local chain plays a reorganisation. */
async function startSecond(view: View): Promise<L1> {
  if (!isAnvilInstalled) {
    throw new WitanError(
      'L1_KIND_MISSING',
      'Two chains need anvil, an optional package of this project.',
      'npm install',
    );
  }
  const second = await startL1({ blockTimeSeconds: l1BlockSeconds, chainId: otherChainId });
  view.event(`a second chain (${otherChainId}) at ${second.url}`);
  return second;
}

function onStage(net: Net, other: L1, measured: Measurements, view: View, signal: AbortSignal) {
  const { l1, committee, crowd } = net;
  return { committee: committee!, deployment: committee!.otherDeployment!, crowd: crowd!, home: l1!, other, measured, view, signal }; // prettier-ignore
}

/** How much faster than life the recording passes; 1 for generated prices. */
function replaySpeed(options: DevnetOptions): number {
  if (options.replayFile === undefined) return 1;
  const points = readPriceFile(options.replayFile);
  const spanMs = points.length === 0 ? 0 : points.at(-1)!.atMs - points[0]!.atMs;
  if (spanMs <= 0) {
    throw new WitanError('PRICE_FILE_INVALID', `The price file ${options.replayFile} covers no time.`);
  }
  return options.speed ?? Math.max(1, spanMs / options.durationMs);
}

/** Traders compute the prices that validators see: so they must be functions of time. */
type DevnetFeed = FeedSettings & { readonly source: PriceAtConfig };

function feedsOf(options: DevnetOptions, speed: number, startMs: number): DevnetFeed[] {
  const { seed, replayFile } = options;
  const generated = (feed: number, startPrice: number): DevnetFeed => ({
    feed,
    source: { kind: 'generator', seed: seed * 16 + feed, startPrice, volatilityPpm: 2_500, startMs },
  });
  const btc: DevnetFeed =
    replayFile === undefined
      ? generated(1, 60_000_000_000)
      : { feed: 1, source: { kind: 'replay', file: resolve(replayFile), speed, startMs } };
  return [btc, generated(2, 3_000_000_000), ...defaultSeries.flatMap((series) => impliedFeeds(series, seed, startMs))];
}

/** Counts blocks, transactions and fills as a client that only reads. */
async function observe(endpoints: readonly string[], measured: Measurements): Promise<WitanClient> {
  const client = await createWitanClient({ endpoints });
  await client.onBlocks((block) => {
    measured.blocks = Math.max(measured.blocks, block.height);
    measured.transactions += block.transactions;
  });
  for (const { instrument } of client.network.markets) {
    await client.onTrades(instrument, (trades) => {
      measured.fills += trades.length;
    });
  }
  return client;
}

async function show(
  view: View,
  net: Net,
  listed: DatedMarkets,
  measured: Measurements,
  watch: L1Watch,
  elapsedMs: number,
  durationMs: number,
): Promise<void> {
  const { validators } = net.committee!;
  for (const { number, gasUsed } of await watch.newCheckpoints().catch(() => [])) {
    measured.checkpointGas.set(number, gasUsed);
    view.event(`checkpoint ${number} accepted on L1 for ${gasUsed} gas`);
  }
  const statuses = await Promise.all(
    validators.map(({ httpUrl, isRunning }) =>
      isRunning ? ask<DoorStatus>(httpUrl, 'witan_status').catch(() => undefined) : Promise.resolve(undefined),
    ),
  );
  view.show({
    elapsedMs,
    durationMs,
    validators: validators.map(({ index, isRunning, restarts }) => {
      const status = statuses[index];
      const { height = 0, view: at = 0, peers = [] } = status ?? {};
      return { index, isRunning, height, view: at, peers: peers.length, restarts };
    }),
    books: listed.perpetuals.map(({ listing, bestBid, bestAsk, markPerLot }) => {
      const price = (ticks: number | undefined): string =>
        ticks === undefined ? '-' : ((ticks * listing.tickSizeMicroUsdc) / 1_000_000).toFixed(2);
      const mark = ((markPerLot * listing.lotsPerUnit) / 1_000_000).toFixed(2);
      return { market: listing.name, bid: price(bestBid), ask: price(bestAsk), mark };
    }),
    openOrders: net.crowd!.openOrders,
    l1Block: Math.max(0, ...statuses.map((status) => status?.l1.number ?? 0)),
    measured,
  });
}

const round = (value: number): number => Math.round(value * 10) / 10;
