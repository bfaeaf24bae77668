import type { ProofPath } from '../checkpoint/checkpoint.ts';
import type { ExitKit } from '../checkpoint/exitKit.ts';
import { withBigints, withDecimals } from '../codec/decimalJson.ts';
import { verifyProof } from '../crypto/merkle.ts';
import { chainLeafHash, claimLeafHash, exitLeafHash, headerHash, tokenLeafHash } from '../crypto/settlementHash.ts';
import { verifySumProof } from '../crypto/sumTree.ts';
import type { TreeTag } from '../codec/settlementLeaves.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';

const format = 'witan/exit-kit/1';
/** Far more than a kit of 256 subaccounts. */
const bytesMax = 4_194_304;

/** A kit as a file: whoever has it, and an L1 endpoint, can leave. */
export const exitKitText = (kit: ExitKit): string =>
  `${JSON.stringify({ format, ...(withDecimals(kit) as object) }, undefined, 2)}\n`;

/** Reads what `exitKitText` wrote, or a node answered, and checks every proof in it. Errors: EXIT_KIT_INVALID. */
export function readExitKit(text: string): ExitKit {
  if (text.length > bytesMax) throw invalid('it is too long');
  let kit: ExitKit;
  try {
    const { format: said, ...rest } = withBigints(JSON.parse(text)) as ExitKit & { readonly format?: string };
    if (said !== undefined && said !== format) throw invalid(`its format is not ${format}`);
    kit = rest;
    checkExitKit(kit);
  } catch (error) {
    if (error instanceof WitanError && error.code === 'EXIT_KIT_INVALID') throw error;
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  return kit;
}

/**
 * Checks that all of a kit hangs together under its header, so that the contracts will take it. Whether a quorum signed the
 * header only they say.
 * Errors: EXIT_KIT_INVALID.
 */
export function checkExitKit({
  header,
  headerHash: hash,
  chain,
  chainPath,
  tokens,
  system,
  exits,
  claims,
}: ExitKit): void {
  const stands = (tag: TreeTag, root: Hash, leaf: Uint8Array, { count, index, siblings }: ProofPath): boolean =>
    verifyProof(root, tag, Number(count), Number(index), leaf, siblings);
  require(headerHash(header) === hash, 'its header has another hash');
  require(stands('C', header.chainsRoot, chainLeafHash(chain), chainPath), 'its chain is not under the header');
  for (const { leaf, path } of tokens) {
    require(stands('T', chain.tokensRoot, tokenLeafHash(leaf), path), `token ${leaf.id} is not under the header`);
  }
  require(system.leaf.index === 0, 'the system is not subaccount 0');
  for (const { leaf, path } of [system, ...exits]) {
    const { count, sum, siblings } = path;
    const isThere = verifySumProof(
      header.exitRoot,
      'E',
      Number(count),
      leaf.index,
      exitLeafHash(leaf),
      leaf.equity,
      siblings,
      sum,
    );
    require(isThere && path.index === BigInt(leaf.index), `subaccount ${leaf.index} is not under the header`);
  }
  for (const { token, leaf, path } of claims) {
    const root = tokens.find(({ leaf: { id } }) => id === token)?.leaf.withdrawalsRoot;
    require(root !== undefined &&
      stands('W', root, claimLeafHash(leaf), path), `a claim on token ${token} is not under the header`);
  }
}

function require(condition: boolean, otherwise: string): void {
  if (!condition) throw invalid(otherwise);
}

const invalid = (why: string): WitanError => new WitanError('EXIT_KIT_INVALID', `The exit kit cannot be used: ${why}.`);
