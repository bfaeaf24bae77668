import { createRequire } from 'node:module';
import type secp256k1 from 'secp256k1';
import type { Secp256k1Backend } from './secp256k1.ts';

/** The native curve, or why this machine has none (then use `nobleBackend` and say so in the log). */
export type NativeSecp256k1 =
  | { readonly backend: Secp256k1Backend; readonly reason?: undefined }
  | { readonly backend: undefined; readonly reason: string };

/**
 * Loads libsecp256k1 through the `secp256k1` package: about 45 µs a recovery. Its index would fall back silently to a slow
 * curve, so its bindings are asked for by name.
 */
export function loadNativeSecp256k1(): NativeSecp256k1 {
  let native: typeof secp256k1;
  try {
    native = createRequire(import.meta.url)('secp256k1/bindings.js') as typeof secp256k1;
  } catch (cause) {
    return { backend: undefined, reason: `native secp256k1 does not load: ${(cause as Error).message.split('\n')[0]}` };
  }
  return {
    backend: {
      recover: (digest, compact, recovery) => native.ecdsaRecover(compact, recovery, digest, false),
      sign(digest, secret) {
        const { signature, recid } = native.ecdsaSign(digest, secret);
        return { compact: signature, recovery: recid };
      },
      publicKey: (secret) => native.publicKeyCreate(secret, false),
    },
  };
}
