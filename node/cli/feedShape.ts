import type { FeedSettings } from '../feeds/feedPublisher.ts';
import type { HttpConfig } from '../feeds/httpTransport.ts';
import type { PriceAtConfig } from '../feeds/priceAt.ts';
import { priceMax, type PricePaths, timeUnits } from '../feeds/priceReader.ts';
import type { SignedConfig } from '../feeds/signedSource.ts';
import type { WebSocketConfig } from '../feeds/webSocketTransport.ts';
import { integer, listOf, recordOf, type Shape, such, text } from './shape.ts';

const hourMs = 3_600_000;
const publishersMax = 64;
const transportsMax = 16;

const optional =
  (shape: Shape): Shape =>
  (value, place) =>
    value === undefined ? undefined : shape(value, place);

/** One shape for each value of `kind`. */
const byKind =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value, place) => {
    const { kind } = (value ?? {}) as { readonly kind?: unknown };
    if (typeof kind === 'string' && Object.hasOwn(shapes, kind)) return shapes[kind]!(value, place);
    return `${place}.kind must be one of ${Object.keys(shapes).join(', ')}`;
  };

const listUpTo =
  (most: number, each: Shape): Shape =>
  (value, place) =>
    listOf(each)(value, place) ??
    ((value as unknown[]).length >= 1 && (value as unknown[]).length <= most ? undefined : `${place} must have 1 to ${most} entries`); // prettier-ignore

/** All entries have another `of`. */
const distinct =
  <T>(of: (entry: T) => unknown): Shape =>
  (value, place) => {
    const keys = (value as readonly T[]).map(of);
    const again = keys.findIndex((key, index) => keys.indexOf(key) !== index);
    return again === -1 ? undefined : `${place}[${again}] comes a second time`;
  };

const kind = such(() => true, '');
const atLeast = (least: number): Shape =>
  such((value) => Number.isFinite(value) && (value as number) >= least, `a number from ${least}`);

const url = (...protocols: readonly string[]): Shape =>
  such(
    (value) => {
      const parsed = typeof value === 'string' ? URL.parse(value) : null;
      return (
        parsed !== null && protocols.includes(parsed.protocol) && parsed.username + parsed.password + parsed.hash === ''
      );
    },
    `an address that begins with ${protocols.join(' or ')}, without user, password and #`,
  );

const headers = such((value) => {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.values(value).some((each) => typeof each !== 'string')) return false;
  try {
    return new Headers(Object.entries(value as Record<string, string>)) instanceof Headers;
  } catch {
    return false;
  }
}, 'names and texts of HTTP headers');

const http = {
  kind,
  url: url('http:', 'https:'),
  headers: optional(headers),
  pollMs: optional(integer(100, hourMs)),
  timeoutMs: optional(integer(10, hourMs)),
};
const websocket = {
  kind,
  url: url('ws:', 'wss:'),
  subscribe: such(() => true, ''),
  silentMs: optional(integer(100, hourMs)),
};
const path = text(/^[^.]{1,100}(\.[^.]{1,100}){0,20}$/, 'keys and list positions, joined by dots');
const paths = {
  pricePath: path,
  timePath: optional(path),
  timeUnit: optional(such((value) => timeUnits.some((unit) => unit === value), `one of ${timeUnits.join(', ')}`)), // prettier-ignore
};
const publisher = text(/^0x[0-9a-f]{64}$/, 'an Ed25519 key: 0x and 64 lower-case hex digits');

const signedRecord = recordOf<SignedConfig>({
  kind,
  publishers: listUpTo(publishersMax, publisher),
  threshold: integer(1, publishersMax),
  freshMs: optional(integer(100, hourMs)),
  transports: listUpTo(
    transportsMax,
    byKind({ http: recordOf<HttpConfig>(http), websocket: recordOf<WebSocketConfig>(websocket) }),
  ),
});
const signed: Shape = (value, place) => {
  const wrong = signedRecord(value, place);
  if (wrong !== undefined) return wrong;
  const { publishers, threshold } = value as SignedConfig;
  return (
    distinct<string>((key) => key)(publishers, `${place}.publishers`) ??
    integer(1, publishers.length)(threshold, `${place}.threshold`)
  );
};

type Of<Kind extends PriceAtConfig['kind']> = Extract<PriceAtConfig, { readonly kind: Kind }>;

const source = byKind({
  replay: recordOf<Of<'replay'>>({
    kind,
    file: text(/^.+$/, 'the path of a file'),
    speed: atLeast(0),
    startMs: atLeast(0),
  }),
  generator: recordOf<Of<'generator'>>({
    kind,
    seed: integer(0),
    startPrice: integer(1, priceMax),
    volatilityPpm: atLeast(0),
    startMs: atLeast(0),
    everyMs: optional(integer(1, hourMs)),
  }),
  http: recordOf<HttpConfig & PricePaths>({ ...http, ...paths }),
  websocket: recordOf<WebSocketConfig & PricePaths>({ ...websocket, ...paths }),
  signed,
});

const feeds = listOf(
  recordOf<FeedSettings>({
    feed: integer(1, 65_535),
    source,
    skewPpm: optional(such(Number.isFinite, 'a number')),
  }),
);

/** The list of feeds in `node.yaml`: every field, and no other; each feed once. */
export const feedsShape: Shape = (value, place) =>
  feeds(value, place) ?? distinct<FeedSettings>(({ feed }) => feed)(value, place);
