import {
  buildCheckpoint,
  createCheckpointer,
  type Checkpoint,
  type CheckpointerState,
} from '../../node/checkpoint/checkpoint.ts';
import { exitKit, subaccountProof, type ExitKit, type ExitProof } from '../../node/checkpoint/exitKit.ts';
import { zeroAddress, zeroHash, type Address, type Hash } from '../../node/types/ids.ts';
import {
  tokenInstrumentBase,
  type ClaimLeaf,
  type MarketLeaf,
  type PositionEntry,
  type SubaccountLeaf,
} from '../../node/types/settlement.ts';
import { height, timeMs } from '../../node/types/units.ts';
import { publisher, remember, submission } from './checkpoint.ts';
import { account, addressOf, hashOf, type Call, type World } from './world.ts';

/** A subaccount to put under a header; its index is its place, the first is the system's. */
export interface Holding {
  readonly owner?: Address;
  /** Micro-USDC. */
  readonly cash: number;
  /** Ledger units of token 1. */
  readonly ether?: number;
  readonly positions?: readonly PositionEntry[];
}

/** One market and the price of token 1, in micro-USDC. */
export const perpetual: MarketLeaf = { instrument: 7, markPerLot: 1_000, fundingIndex: 50, status: 1, restHash: hashOf('m') }; // prettier-ignore
export const etherPrice: MarketLeaf = {
  instrument: tokenInstrumentBase + 1,
  markPerLot: 2_000_000_000,
  fundingIndex: 0,
  status: 1,
  restHash: hashOf('ether'),
};

export const leafOf = ({ owner, cash, ether = 0, positions = [] }: Holding, index: number): SubaccountLeaf => ({
  index,
  owner: owner ?? zeroAddress,
  subNo: 0,
  cash,
  tokens: [0, ether, ...new Array<number>(14).fill(0)],
  positions,
  restHash: hashOf(`rest ${index}`),
});

/** How a header reads the chain: absent, to its end and no other chain. */
interface Reading {
  readonly forcedCount?: bigint;
  /** Whose accounts the T leaves say they are: other addresses, in the order of the tokens. */
  readonly tokensSaid?: readonly Address[];
  /** Leaves beside the own one, before it, and how they differ. */
  readonly elsewhere?: readonly { readonly chainId?: bigint; readonly settlement?: Address }[];
}

/** A signed header with what brings it to the chain and takes owners out by it. */
interface Built {
  readonly checkpoint: Checkpoint;
  readonly call: Call;
  readonly kit: (owner: Address) => ExitKit;
}

/** A ledger as the node's own code turns it into headers, over the contracts of a world. */
export class Ledger {
  readonly world: World;
  readonly state: CheckpointerState;
  /** What is paid to each owner by claims, base units of token 0. */
  readonly claims: { readonly owner: Address; readonly cumulative: bigint; readonly layer?: number }[] = [];
  last: Built | undefined;

  constructor(world: World) {
    this.world = world;
    this.state = createCheckpointer({ networkId: world.deployment.networkId });
  }

  /** Builds and has accepted the next header over these holdings. */
  async accept(
    holdings: readonly Holding[],
    lie?: (state: CheckpointerState) => void,
    read?: Reading,
  ): Promise<Checkpoint> {
    const built = await this.build(holdings, lie, read);
    await this.world.send(publisher, built.call);
    remember({ hash: built.checkpoint.headerHash, chain: built.checkpoint.chains.at(-1)!.leaf });
    return built.checkpoint;
  }

  /**
   * Builds and signs the next header. `lie` changes what exits and state say, before they are hashed; `read` says how far the
   * committee has read the chain (absent: to its end).
   */
  async build(
    holdings: readonly Holding[],
    lie: (state: CheckpointerState) => void = () => undefined,
    read: Reading = {},
  ): Promise<Built> {
    const { world, state } = this;
    const { vault, settlement, usdc, weth, chainId } = world.deployment;
    const block = await world.client.getBlock();
    const [depositCount, forcedQueued] = await Promise.all(
      (['depositCount', 'forcedCount'] as const).map(async (functionName) =>
        BigInt(await world.read<number>({ address: vault, functionName })),
      ),
    );
    const forcedCount = read.forcedCount ?? forcedQueued!;
    const [depositHash, forcedHash] = await world.read<readonly [Hash, Hash]>({
      address: vault,
      functionName: 'inboxAt',
      args: [depositCount, forcedCount],
    });
    const deposited = async (token: Address): Promise<bigint> =>
      (await world.read<readonly bigint[]>({ address: vault, functionName: 'accounts', args: [token] }))[3]!;
    const claims: ClaimLeaf[] = this.claims.map(({ owner, cumulative, layer = 0 }, index) => ({ index, owner, layer, cumulative, requested: cumulative })); // prettier-ignore
    const requested = claims.reduce((sum, claim) => sum + claim.cumulative, 0n);
    const [usdcIn, wethIn] = [await deposited(usdc), await deposited(weth)];
    lie(state);
    const own = {
      chainId: BigInt(chainId),
      settlement,
      l1Block: block.number,
      depositCount: depositCount!,
      depositHash,
      forcedCount,
      forcedHash,
      tokens: [
        { id: 0, token: read.tokensSaid?.[0] ?? usdc, deposited: usdcIn, withdrawn: requested, requested, liabilities: usdcIn - requested, claims }, // prettier-ignore
        {
          id: 1,
          token: read.tokensSaid?.[1] ?? weth,
          deposited: wethIn,
          withdrawn: 0n,
          requested: 0n,
          liabilities: wethIn,
          claims: [],
        },
      ],
    };
    const built = buildCheckpoint(state, {
      number: state.last.number + 1n,
      timestampMs: timeMs(Number(block.timestamp) * 1000),
      committeeId: 1n,
      blockHeight: height(Number(state.last.number + 1n) * 10),
      blockDigest: hashOf('block'),
      reasonBits: 1,
      paramsVersion: 1,
      nextCommitteeHash: zeroHash,
      subaccounts: holdings.map(leafOf),
      markets: [perpetual, etherPrice],
      restRoot: hashOf('rest'),
      chains: [...(read.elsewhere ?? []).map((change) => ({ ...own, ...change })), own],
    });
    const signed = world.sign(built.header, [0, 1, 2, 3]);
    const previousTokensRoot = this.last?.checkpoint.chains.at(-1)!.leaf.tokensRoot ?? hashOf('none');
    const { leaf: chain, path } = built.chains.at(-1)!;
    const call = submission(world, { header: built.header, chain, path, previousTokensRoot }, [], signed);
    const certificate = { number: built.header.number, headerHash: built.headerHash, ...signed };
    const everybody = holdings.map((_, index) => index);
    this.last = {
      checkpoint: built,
      call,
      kit: (owner) => exitKit(state, built, certificate, BigInt(chainId), owner, everybody),
    };
    return this.last;
  }

  kit(i: number): ExitKit {
    return this.last!.kit(addressOf(account(i)));
  }

  #call(functionName: string, args: readonly unknown[]): Call {
    return { address: this.world.deployment.escape, functionName, args };
  }

  open(kit = this.kit(1)): Call {
    return this.#call('open', [kit.header, kit.chain, kit.chainPath]);
  }

  challenge(index: number, exit: ExitProof = this.exitOf(index)): Call {
    return this.#call('challenge', [subaccountProof(this.state, index), exit.leaf, exit.path]);
  }

  exitOf(index: number): ExitProof {
    const owner = this.state.subaccounts[index]!.owner;
    const kit = this.last!.kit(owner);
    return index === 0 ? kit.system : kit.exits.find(({ leaf }) => leaf.index === index)!;
  }

  settle({ leaf, path } = this.exitOf(0)): Call {
    return this.#call('settle', [leaf, path]);
  }

  openPool(token: number, kit = this.kit(1)): Call {
    return this.#call('openPool', [kit.tokens[token]!.leaf, kit.tokens[token]!.path]);
  }

  exit(index: number, tokens: readonly Address[], { leaf, path } = this.exitOf(index)): Call {
    return this.#call('exit', [leaf, path, tokens]);
  }

  claim(i: number): Call {
    const { tokens, claims } = this.kit(i);
    const [{ leaf, path }] = claims as [(typeof claims)[number]];
    return this.#call('claim', [tokens[0]!.leaf, tokens[0]!.path, leaf, path]);
  }
}
