import { readFileSync, statSync } from 'node:fs';
import { fromHex } from '../codec/hex.ts';
import { makeTraderSigner, type TraderSigner } from '../crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../crypto/secp256k1Native.ts';
import { WitanError } from '../types/fault.ts';
import type { HexBytes } from '../types/ids.ts';

/** Environment variable that may hold the secret. There is no option for it: other users can read command lines. */
export const keyVariable = 'WITAN_KEY';

function secretText(keyFile: string | undefined): string {
  if (keyFile === undefined) {
    const fromEnvironment = process.env[keyVariable];
    if (fromEnvironment !== undefined) return fromEnvironment;
    throw new WitanError('KEY_MISSING', 'No key was given.', `Use --key-file, or set ${keyVariable}.`);
  }
  try {
    if ((statSync(keyFile).mode & 0o077) !== 0) {
      throw new WitanError('KEY_EXPOSED', `Other users can read ${keyFile}.`, `Run: chmod 600 ${keyFile}`);
    }
    return readFileSync(keyFile, 'utf8');
  } catch (error) {
    if (error instanceof WitanError) throw error;
    throw new WitanError('KEY_MISSING', `${keyFile} cannot be read: ${(error as Error).message}.`, 'Check the path.');
  }
}

/** Errors: KEY_MISSING, KEY_EXPOSED, KEY_INVALID. The secret itself goes into no message. */
export function readSecret(keyFile: string | undefined): HexBytes {
  const text = secretText(keyFile).trim().toLowerCase();
  if (/^(0x)?[0-9a-f]{64}$/.test(text)) return (text.startsWith('0x') ? text : `0x${text}`) as HexBytes;
  throw new WitanError(
    'KEY_INVALID',
    'The key is not 32 bytes in hex.',
    'A key file holds one line: 0x and 64 hex digits.',
  );
}

/** The trader's key, signing with the native curve where there is one. */
export function readTraderSigner(keyFile: string | undefined): TraderSigner {
  return makeTraderSigner(fromHex(readSecret(keyFile)), loadNativeSecp256k1().backend);
}
