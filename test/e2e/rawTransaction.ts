import { fromHex, toHex } from '../../node/codec/hex.ts';
import type { TransactionDomain } from '../../node/codec/eip712.ts';
import { encodeTransaction } from '../../node/codec/transaction.ts';
import { witan } from '../../node/codec/wire.js';
import type { TraderSigner } from '../../node/crypto/secp256k1.ts';
import { domainSeparator, signingDigest } from '../../node/crypto/transactionHash.ts';
import { orderBody, type OrderRequest } from '../../node/sdk/index.ts';
import type { UnsignedTransaction } from '../../node/types/transaction.ts';
import { timeMs } from '../../node/types/units.ts';

let lastNonce = 0;

export interface Changes {
  /** To a bid that rests below the market. */
  readonly order?: Partial<OrderRequest>;
  readonly fields?: Partial<UnsignedTransaction>;
}

/** The wire bytes of an order as hex: signed by `signer`, who is also the account unless the fields say otherwise. */
export function signedOrder(domain: TransactionDomain, signer: TraderSigner, { order, fields }: Changes = {}): string {
  lastNonce = Math.max(lastNonce + 1, Date.now());
  const unsigned: UnsignedTransaction = {
    version: 1,
    account: signer.address,
    subaccount: 0,
    key: signer.address,
    nonce: lastNonce,
    expiryMs: timeMs(Date.now() + 60_000),
    body: orderBody({ instrument: 1, side: 'buy', price: 590_000, size: 1, ...order }),
    ...fields,
  };
  const signature = signer.sign(signingDigest(domainSeparator(domain), unsigned));
  return toHex(encodeTransaction({ ...unsigned, signature }));
}

/** The same with something on the wire that the encoder would not write. */
export function tamper(hex: string, change: (wire: witan.Transaction) => witan.Transaction.$Properties): string {
  const wire = witan.Transaction.decode(fromHex(hex));
  return toHex(witan.Transaction.encode({ ...wire, ...change(wire) }).finish());
}
