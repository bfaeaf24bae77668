import { randomBytes } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { privateKeyToAccount } from 'viem/accounts';
import { fromHex, toHex } from '../codec/hex.ts';
import { blsPublicKey, blsSecretKey } from '../crypto/bls.ts';
import { ed25519PublicKey } from '../crypto/ed25519.ts';
import type { NodeKeys } from '../sequencer/runNode.ts';
import { WitanError } from '../types/fault.ts';
import type { Address, HexBytes } from '../types/ids.ts';
import { readText } from './readText.ts';

/** `keys.json`: the three secrets of a validator, 32 bytes each. */
export interface KeyFile {
  readonly version: 1;
  readonly ed25519: HexBytes;
  readonly bls: HexBytes;
  readonly l1: HexBytes;
}

/** What others need to know of a validator's keys. */
export interface PublicKeys {
  readonly operator: Address;
  readonly ed25519Key: HexBytes;
  readonly blsKey: HexBytes;
}

export function makeKeyFile(): KeyFile {
  return {
    version: 1,
    ed25519: toHex<HexBytes>(randomBytes(32)),
    bls: toHex<HexBytes>(blsSecretKey(randomBytes(48))),
    l1: toHex<HexBytes>(randomBytes(32)),
  };
}

/** Errors: KEYS_EXIST rather than overwrite. */
export function writeKeyFile(path: string, keys: KeyFile): void {
  try {
    writeFileSync(path, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new WitanError(
      'KEYS_EXIST',
      `There are keys at ${path} already.`,
      'Keys are never overwritten; choose another folder.',
    );
  }
}

const textFile = {
  what: 'key file',
  missing: 'KEYS_MISSING',
  unreadable: 'KEYS_UNREADABLE',
  hint: 'Make one with ./witan node init, or restore it from the backup together with the guard file.',
};

/**
 * Reads the keys of a validator.
 * Errors: KEYS_MISSING, KEYS_UNREADABLE, KEYS_EXPOSED when others than the owner may read the file, KEYS_INVALID.
 */
export function readKeyFile(path: string): KeyFile {
  const text = readText(path, textFile);
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new WitanError('KEYS_EXPOSED', `The keys ${path} can be read by other users.`, `Run: chmod 600 ${path}`);
  }
  try {
    const keys = JSON.parse(text) as KeyFile;
    const isSecret = (value: unknown): boolean => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value);
    if (keys.version === 1 && isSecret(keys.ed25519) && isSecret(keys.bls) && isSecret(keys.l1)) return keys;
  } catch {
    // Said below: the content of a key file goes into no message.
  }
  throw new WitanError(
    'KEYS_INVALID',
    `The keys ${path} are not in the form that this version writes.`,
    'Restore them from the backup.',
  );
}

export const publicKeysOf = (keys: KeyFile): PublicKeys => ({
  operator: privateKeyToAccount(keys.l1).address.toLowerCase() as Address,
  ed25519Key: ed25519PublicKey(fromHex(keys.ed25519)),
  blsKey: blsPublicKey(fromHex(keys.bls)),
});

export const nodeKeysOf = (keys: KeyFile): NodeKeys => ({
  ed25519: fromHex(keys.ed25519),
  bls: fromHex(keys.bls),
  l1Account: privateKeyToAccount(keys.l1),
});
