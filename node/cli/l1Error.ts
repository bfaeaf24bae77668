import { BaseError, ContractFunctionRevertedError } from 'viem';
import { WitanError } from '../types/fault.ts';

/** What viem throws, as one line; anything else stays what it is. */
export function l1Error(error: unknown): unknown {
  if (!(error instanceof BaseError)) return error;
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (reverted instanceof ContractFunctionRevertedError) {
    const name = reverted.data?.errorName ?? reverted.reason ?? 'no reason given';
    return new WitanError(
      'L1_REFUSED',
      `The contract refused: ${name}.`,
      'docs/guide-traders.md says what it waits for.',
    );
  }
  const message = error.shortMessage.replaceAll('\n', ' ');
  return new WitanError('L1_FAILED', message, 'Check --l1-url and that the chain is up.');
}
