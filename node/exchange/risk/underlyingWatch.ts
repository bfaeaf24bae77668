import type { MarketTable } from '../ledger/marketTable.ts';
import type { RiskArrays } from './portfolio/riskArrays.ts';
import { Ruler } from './portfolio/ruler.ts';
import { UnitTerms, unitWeights } from './portfolio/unitTerms.ts';
import { SubaccountWatch } from './subaccountWatch.ts';
import { perpetualRow, type UnderlyingRows } from './underlyingRows.ts';

/** Steps of the rulers as parts of spot, each four times the one before: from a fortieth of a percent to 1.6 %. */
const stepParts = [1 / 4_096, 1 / 1_024, 1 / 256, 1 / 64] as const;

/** Sums of floats are off by less than this part of the largest number times the units, and ways by less than this part of themselves. */
const roundingPart = 1 / 1_073_741_824;

interface Level {
  readonly ruler: Ruler;
  /** How far the terms may be from the ruler's anchor: its step, and those of all finer ones. */
  readonly slack: number;
  /** Subaccounts by the way of the ruler on which they are certainly safe. */
  readonly watched: SubaccountWatch;
}

/**
 * Who must be looked at again because prices of one underlying have gone further than a subaccount with portfolio margin can bear. Prices, volatilities
 * and time count by what they do to the terms of which equity less maintenance is made (see UnitTerms): so whatever moves them is covered, and no
 * slope of any formula is taken for granted.
 *
 * A subaccount is watched by the coarsest ruler of which it can bear the slack four times. A ruler is looked at only when the finer one has moved
 * its anchor, since until then the terms are within that one's slack of where it was last looked at.
 */
export class UnderlyingWatch {
  readonly #rows: UnderlyingRows;
  /** The list of markets that all of this is about. */
  readonly #arrays: RiskArrays;
  readonly #terms: UnitTerms;
  readonly #levels: readonly Level[];
  readonly #weights: ReturnType<typeof unitWeights>;
  /** By expiry: whether anybody who is watched has something in it, so that its terms are kept. */
  readonly #isKept: Uint8Array;
  #version: number;
  /** The largest number that margins are summed from, micro-USDC. */
  #largest: number;

  /** Requires rows that have taken in the present prices. */
  constructor(rows: UnderlyingRows) {
    const { spot, perpetual } = rows.prices;
    this.#rows = rows;
    this.#arrays = rows.arrays;
    this.#terms = new UnitTerms(this.#arrays);
    this.#terms.setPrices(spot, perpetual);
    this.#weights = unitWeights(this.#arrays.parameters);
    this.#isKept = new Uint8Array(this.#arrays.expiriesCount);
    this.#version = rows.version;
    this.#largest = Math.max(spot, perpetual);
    let slack = 0;
    this.#levels = stepParts.map((part) => {
      slack += part * spot;
      return { ruler: new Ruler(part * spot, this.#terms.values), slack, watched: new SubaccountWatch(false) };
    });
  }

  /** Whether the underlying has the markets that it was made for, at the present prices; if not, all whom it watches must be looked at. */
  isOf(markets: MarketTable): boolean {
    this.#rows.follow(markets);
    return this.#rows.arrays === this.#arrays;
  }

  forEach(visit: (subaccount: number) => void): void {
    for (const { watched } of this.#levels) watched.forEach(visit);
  }

  /** Calls `visit` for every subaccount that prices have reached; it is not watched any more. Requires `isOf`. */
  forEachReached(markets: MarketTable, visit: (subaccount: number) => void): void {
    if (this.#version === this.#rows.version) return;
    this.#version = this.#rows.version;
    const { spot, perpetual } = this.#rows.prices;
    this.#terms.setPrices(spot, perpetual);
    this.#largest = Math.max(spot, perpetual);
    for (let expiry = 0; expiry < this.#isKept.length; expiry += 1) if (this.#isKept[expiry] === 1) this.#takeIn(markets, expiry);
    for (const { ruler, watched } of this.#levels) {
      if (!ruler.follow(this.#terms.values)) return;
      watched.forEachReached(ruler.travelled, visit);
    }
  } // prettier-ignore

  /** @returns the rows of the expiry */
  #takeIn(markets: MarketTable, expiry: number): { readonly first: number; readonly end: number } {
    const numbers = this.#rows.marketsOf(expiry);
    this.#rows.refresh(markets, expiry);
    const first = this.#rows.rowOf(numbers[0]!);
    for (const [place, number] of numbers.entries()) {
      const mark = markets.at(number).markPerLot * markets.listing(number).lotsPerUnit;
      this.#terms.setRow(first + place, mark);
    }
    const { columns, values } = this.#arrays;
    const end = first + numbers.length;
    for (let at = first * columns; at < end * columns; at += 1) this.#largest = Math.max(this.#largest, values[at]!);
    return { first, end };
  }

  /** What a unit of a market counts for, by its row; if that is one of the arrays, its expiry is kept from now on. */
  weightOf(markets: MarketTable, row: number): number {
    if (row === perpetualRow) return this.#weights.perpetual;
    const expiry = this.#arrays.expiryOf[row]!;
    if (this.#isKept[expiry] === 0) {
      this.#isKept[expiry] = 1;
      const { first, end } = this.#takeIn(markets, expiry);
      for (const { ruler } of this.#levels) {
        ruler.restart(this.#terms.values, this.#terms.placeOf(first), this.#terms.placeOf(end));
      }
    }
    return this.#weights.dated;
  }

  /**
   * Watches a subaccount from the present prices on.
   * @param share of the surplus that this underlying may use up, micro-USDC, not negative @param units its weighted units, above 0
   * @returns false: it must be looked at again in any case
   */
  watch(subaccount: number, share: number, units: number): boolean {
    // 2 go to the rounding of maintenance.
    const reach = ((share - 2) / units) * (1 - roundingPart) - this.#largest * roundingPart;
    const level = this.#levels.findLast(({ slack }) => 4 * slack <= reach) ?? this.#levels[0]!;
    const left = reach - 2 * level.slack;
    for (const { watched } of this.#levels) if (watched !== level.watched) watched.drop(subaccount);
    if (left <= 0) return false;
    level.watched.put(subaccount, level.ruler.travelled + left);
    return true;
  }
}
