import { BaseError, ContractFunctionRevertedError } from 'viem';

/** The contract's error with its values; undefined when the call failed for another reason. */
export function revertOf(error: unknown): { readonly name: string; readonly args: readonly unknown[] } | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const reverted = error.walk((inner) => inner instanceof ContractFunctionRevertedError);
  if (!(reverted instanceof ContractFunctionRevertedError)) return undefined;
  return { name: reverted.data?.errorName ?? reverted.reason ?? 'unknown', args: reverted.data?.args ?? [] };
}

/** Its name alone. */
export const revertName = (error: unknown): string | undefined => revertOf(error)?.name;
