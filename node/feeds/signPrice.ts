import { priceBytes } from '../codec/signingBytes.ts';
import { ed25519PublicKey } from '../crypto/ed25519.ts';
import { createNativeSign } from '../crypto/ed25519Native.ts';
import type { FeedId, Hash, HexBytes } from '../types/ids.ts';
import type { PriceObservation } from '../types/report.ts';
import type { TimeMs } from '../types/units.ts';

/** A price as a publisher states it: JSON with exactly these fields. */
export interface SignedPrice {
  readonly feed: FeedId;
  /** Micro-USDC per whole unit of the underlying, an integer. */
  readonly price: number;
  /** The publisher's clock when it saw that price; every message of one publisher and feed is later than the one before. */
  readonly atMs: TimeMs;
  /** The publisher's Ed25519 key, 32 bytes. */
  readonly publisher: HexBytes;
  /** Over `priceBytes`, 64 bytes. */
  readonly signature: HexBytes;
}

/**
 * A publisher's side: signs observations for one network. The answer is to be served as JSON, alone or in a list.
 * @param secretKey 32 bytes
 */
export function createPriceSigner(
  networkId: Hash,
  secretKey: Uint8Array,
): (observation: PriceObservation) => SignedPrice {
  const publisher = ed25519PublicKey(secretKey);
  const sign = createNativeSign(secretKey);
  return ({ feed, price, atMs }) => {
    const signature = sign(priceBytes(networkId, { feed, price, atMs }));
    return { feed, price, atMs, publisher, signature };
  };
}
