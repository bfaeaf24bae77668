import type { Hash, InstrumentId } from '../../types/ids.ts';
import type { Journal } from '../ledger/journal.ts';
import { Table } from '../ledger/table.ts';

/** Most open orders that one group ties together; so its members may be held as an array. */
export const ocoOrdersMax = 8;

/** A group of orders of which one cancels the others: a number of the trader's own, within a subaccount and a market. */
export interface OcoGroup {
  /** Index of the subaccount. */
  readonly subaccount: number;
  readonly instrument: InstrumentId;
  /** 0: none. */
  readonly ocoGroup: number;
}

export interface OcoMember extends OcoGroup {
  readonly hash: Hash;
}

const keyOf = ({ subaccount, instrument, ocoGroup }: OcoGroup): string => `${subaccount}/${instrument}/${ocoGroup}`;

/** The open orders of every group, whether they rest or wait for a price. Derived from their tables, and undone with them. */
export class OcoGroups {
  readonly #members: Table<string, readonly Hash[]>;

  constructor(journal: Journal) {
    this.#members = new Table(journal);
  }

  /** Members of a group, ascending by hash: whoever needs them by age asks the orders. */
  of(group: OcoGroup): readonly Hash[] {
    return group.ocoGroup === 0 ? [] : (this.#members.get(keyOf(group)) ?? []);
  }

  join(member: OcoMember): void {
    if (member.ocoGroup !== 0) this.#members.set(keyOf(member), [...this.of(member), member.hash].sort());
  }

  leave(member: OcoMember): void {
    if (member.ocoGroup === 0) return;
    const left = this.of(member).filter((hash) => hash !== member.hash);
    if (left.length === 0) this.#members.delete(keyOf(member));
    else this.#members.set(keyOf(member), left);
  }
}
