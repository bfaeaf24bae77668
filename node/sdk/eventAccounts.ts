import type { BlockEvent } from '../types/block.ts';

/** Accounts that an event is about, each once. */
export function accountsOf(event: BlockEvent): ReadonlySet<string> {
  const { account, makerAccount, takerAccount, counterparty } = event;
  const accounts = [account, makerAccount, takerAccount, counterparty];
  return new Set(accounts.filter((each): each is string => typeof each === 'string'));
}
