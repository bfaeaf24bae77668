import { createNativeVerify } from '../crypto/ed25519Native.ts';
import {
  createWitanClient,
  microToUsdc,
  outcomes,
  type FinalResult,
  type NetworkDescription,
  type WitanClient,
} from '../sdk/index.ts';
import { WitanError } from '../types/fault.ts';
import { readTraderSigner } from './tradeKey.ts';
import { defaultEndpoint, type TradeOptions } from './tradeOptions.ts';

/** What a command says at the end: lines for a person, or its record for a program. */
export interface Said {
  readonly lines: readonly string[];
  readonly record: Readonly<Record<string, unknown>>;
}

/** The markets that are listed now. */
export type Venue = Pick<NetworkDescription, 'markets'>;

/** Most markets that a message names. */
const namesMax = 12;

const connectMs = 5_000;

/** Connects, runs a command, says what came of it, and disconnects. `needsKey` false: reading public data. */
export async function trade(
  options: TradeOptions,
  needsKey: boolean,
  run: (client: WitanClient, venue: Venue) => Promise<Said>,
): Promise<void> {
  const signer = needsKey ? readTraderSigner(options.keyFile) : undefined;
  const client = await createWitanClient({
    endpoints: options.endpoint ?? [defaultEndpoint],
    verifyEd25519: createNativeVerify(),
    ...(signer === undefined ? {} : { signer }),
    ...(options.account === undefined ? {} : { account: options.account }),
    connectMs,
  });
  if (client.trust === 'single') {
    process.stderr.write('Only one node has described the committee; give several --endpoint to compare them.\n');
  }
  try {
    const { lines, record } = await run(client, {
      markets: (await client.markets()).markets.map(({ listing }) => listing),
    });
    process.stdout.write(`${options.json === true ? JSON.stringify(record) : lines.join('\n')}\n`);
  } catch (error) {
    if (error instanceof WitanError) throw error;
    throw (await import('./l1Error.ts')).l1Error(error);
  } finally {
    client.close();
  }
}

/** The market by name or number. Errors: MARKET_UNKNOWN. */
export function marketOf({ markets }: Venue, nameOrNumber: string): NetworkDescription['markets'][number] {
  const found = markets.find(({ name, instrument }) => name === nameOrNumber || String(instrument) === nameOrNumber);
  if (found !== undefined) return found;
  const shown = markets.slice(0, namesMax).map(({ name, instrument }) => `${instrument} ${name}`);
  const more = markets.length > namesMax ? ` and ${markets.length - namesMax} more: see witan trade markets` : '';
  const hint = `There are: ${shown.join(', ')}${more}.`;
  throw new WitanError('MARKET_UNKNOWN', `There is no market ${nameOrNumber.slice(0, 40)}.`, hint);
}

/** Errors: the outcome, when it is not OK: a refused transaction is a failed command. */
export function requireOk(result: FinalResult): FinalResult {
  const { code, hash, height, events } = result;
  if (code === 'OK') return result;
  const text = (outcomes as Readonly<Record<string, string>>)[code] ?? code;
  const missing = Number(events.at(-1)?.missing ?? 0);
  // Where a sum is missing, the text names the receipt behind the semicolon; here is what the receipt says.
  const why = missing > 0 ? `${text.split(';')[0]!}; ${microToUsdc(missing)} USDC are missing` : text;
  throw new WitanError(code, `The exchange refused transaction ${hash} at height ${height}: ${why}.`);
}
