import { amountToUnits, tokenOf } from '../sdk/index.ts';
import { WitanError } from '../types/fault.ts';
import { isAddress, isHash } from '../types/ids.ts';
import { timeMs } from '../types/units.ts';
import { signOptions, type SigningOptions, type SwapOfferOptions } from './tradeOptions.ts';
import { requireOk, trade } from './tradeSession.ts';

/** Offers some of a token for some of a token. */
export const offerSwap = (options: SwapOfferOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const [give, want] = [amountOf(options.give), amountOf(options.want)];
    const [giveToken, wantToken] = [tokenOf(client.network, give.token), tokenOf(client.network, want.token)];
    const submitted = await client.offerSwap(
      {
        giveToken: giveToken.id,
        giveAmount: amountToUnits(giveToken, give.amount),
        wantToken: wantToken.id,
        wantAmount: amountToUnits(wantToken, want.amount),
        chain: options.chain ?? 0,
        goodTillMs: timeMs(Date.now() + 1_000 * options.goodFor),
      },
      signOptions(options),
    );
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const offer = `${client.account}/${options.subaccount}/${hash}`;
    const line = `offered ${options.give} for ${options.want} at height ${height}; to be taken with: witan trade swap accept ${offer}`;
    return { record: { hash, code, height, verified, offer }, lines: [line] };
  });

/** Takes the offer of the subaccount back. */
export const withdrawOffer = (options: SigningOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const nothing = { giveToken: 0, giveAmount: 0, wantToken: 0, wantAmount: 0, chain: 0, goodTillMs: timeMs(0) };
    const submitted = await client.offerSwap(nothing, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    return { record: { hash, code, height, verified }, lines: [`the subaccount offers nothing any more at height ${height}`] };
  }); // prettier-ignore

/** Takes an offer, named as `swap offer` prints it. */
export const acceptSwap = (named: string, options: SigningOptions & { readonly chain?: number }): Promise<void> =>
  trade(options, true, async (client) => {
    const submitted = await client.acceptSwap({ ...offerOf(named), chain: options.chain ?? 0 }, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const line = `swapped at height ${height}: both are paid once the next header is final on every chain`;
    return { record: { hash, code, height, verified }, lines: [line] };
  });

/** `1.5 WETH`. Errors: ARGUMENT_INVALID. */
function amountOf(text: string): { readonly amount: string; readonly token: string } {
  const match = /^(\d+(?:\.\d+)?) ([A-Za-z0-9]{1,20})$/.exec(text);
  if (match !== null) return { amount: match[1]!, token: match[2]! };
  throw new WitanError('ARGUMENT_INVALID', `"${text.slice(0, 60)}" is no amount of a token.`, 'Write for example "1.5 WETH".'); // prettier-ignore
}

/** Errors: ARGUMENT_INVALID. */
function offerOf(text: string) {
  const [offerer = '', number = '', offer = ''] = text.toLowerCase().split('/');
  const offererSubaccount = Number(number);
  const isNumber = number !== '' && Number.isInteger(offererSubaccount) && offererSubaccount >= 0 && offererSubaccount <= 65_535; // prettier-ignore
  if (isAddress(offerer) && isNumber && isHash(offer)) return { offerer, offererSubaccount, offer };
  throw new WitanError('ARGUMENT_INVALID', `"${text.slice(0, 120)}" names no offer.`, 'Write account/subaccount/hash, as swap offer printed it.'); // prettier-ignore
}
