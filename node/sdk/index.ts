/** The client library. Runs in browsers and in Node; the only place to import it from. */
export { batchOrderHash } from '../crypto/batchOrderHash.ts';
export { outcomes } from '../exchange/outcomes.ts';
export { WitanError } from '../types/fault.ts';
export type { Mined, VaultClients } from '../l1/vaultActions.ts';
export { orderBody } from './bodies.ts';
export { accountRequestText, type AccountRequest } from './accountRequest.ts';
export type { LiveBook } from './bookMirror.ts';
export { Committees, type VerifyHeader } from './committees.ts';
export { createWitanClient, type WitanClient } from './client.ts';
export type { OpenSocket, SocketLike } from './connection.ts';
export type { CoveringCheckpoint, FinalResult, Submitted } from './followed.ts';
export type { ExitKit } from '../checkpoint/exitKit.ts';
export type { ForcedBody } from '../codec/forcedItems.ts';
export { exitKitText, readExitKit } from './exitKits.ts';
export { tokenOf, type NetworkTrust } from './network.ts';
export type {
  BidRequest,
  ClientOptions,
  ComboRequest,
  HedgeRequest,
  MassCancelRequest,
  MassQuoteRequest,
  OperationRequest,
  OrderRequest,
  PegRequest,
  ProtectionRequest,
  ReplaceRequest,
  RiskLimitsRequest,
  SendOptions,
  SessionKeyRequest,
  TokenOption,
  TriggerRequest,
  TwapRequest,
} from './options.ts';
export type { ResultProof, TransactionProof } from './resultProof.ts';
export type * from './rpcTypes.ts';
export type { AnySigner, SignedTransaction, SignOptions, WalletSigner } from './signer.ts';
export { verifyEvents, verifyResult, type CommitteeOf } from './verifyResult.ts';
export {
  amountToUnits,
  lotsToSize,
  microToUsdc,
  partsToPpb,
  priceToTicks,
  sizeToLots,
  ticksToPrice,
  unitsToAmount,
  usdcToMicro,
} from './decimals.ts';
