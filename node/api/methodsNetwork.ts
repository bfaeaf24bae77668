import { transactionBytesMax } from '../codec/transaction.ts';
import { perpetualAsMarket } from '../exchange/instruments/listing.ts';
import type { NetworkDescription } from '../sdk/rpcTypes.ts';
import type { NetworkConfig } from '../sequencer/config.ts';
import { protocolVersion } from '../types/transaction.ts';
import type { Method } from './method.ts';

/** What a client pins: the same answer from every honest node of a network. */
export function describeNetwork(network: NetworkConfig): NetworkDescription {
  const { committee, genesisDigest, exchange, l1, otherChains, limits } = network;
  const { networkId, id, epoch, validators, totalPower, faultyPower, quorumPower } = committee;
  const { chainId, registry, settlement, vault } = l1;
  const tokens = exchange.tokens.map(({ id, symbol, decimals, ledgerDecimals }) => {
    return { id, symbol, decimals, ledgerDecimals, address: l1.tokens[id]! };
  });
  return {
    networkId,
    protocolVersion,
    genesisDigest,
    homeChainId: chainId,
    committee: { id, epoch, validators, totalPower, faultyPower, quorumPower },
    l1: { chainId, registry, settlement, vault, tokens },
    otherChains: otherChains.map((chain) => ({
      ...{ chainId: chain.chainId, settlement: chain.settlement, vault: chain.vault },
      tokens: chain.tokens,
    })),
    markets: exchange.markets.map((listing) => perpetualAsMarket(listing)),
    limits: { transactionBytesMax, releasedPerBlockMax: limits.releasedPerBlockMax },
  };
}

export const networkMethods = {
  witan_network: {
    params: [],
    cost: 5,
    call: (_params, _caller, { view }) => describeNetwork(view.door.network),
  },
  witan_status: {
    params: [],
    cost: 1,
    call: (_params, _caller, { view, nowMs }) => ({
      ...view.door.status(),
      validator: view.door.self() ?? null,
      attestedHeight: view.attestations.attestedHeight,
      historyFromHeight: view.history.firstHeight,
      timeMs: nowMs(),
    }),
  },
} as const satisfies Readonly<Record<string, Method>>;
