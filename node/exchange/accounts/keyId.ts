import type { Address } from '../../types/ids.ts';

/** The name of a key of an account in tables. */
export const keyId = (account: Address, key: Address): string => `${account}/${key}`;
