import { withDecimals } from '../codec/decimalJson.ts';
import { chainFor } from './chainFor.ts';
import { accountRequestFields } from './accountAccess.ts';
import { DoorError } from './errors.ts';
import { channel } from './feeds.ts';
import type { Caller, Method, MethodContext } from './method.ts';
import { accountState, authorised } from './methodsAccount.ts';
import { Params } from './params.ts';
import type { Session } from './session.ts';

/** What each topic must be told. */
const optionsOf = {
  blocks: [],
  checkpoints: [],
  trades: ['instrument'],
  book: ['instrument'],
  transaction: ['hash'],
  account: accountRequestFields,
  exitKit: [...accountRequestFields, 'chain'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const topics = Object.keys(optionsOf) as readonly (keyof typeof optionsOf)[];

/** What a subscription is answered with: its id, and the picture that its notifications continue. */
interface Subscribed {
  readonly subscription: string;
  readonly initial: unknown;
}

function sessionOf({ session }: Caller): Session {
  if (session !== undefined) return session;
  throw new DoorError('WEBSOCKET_ONLY', 'Subscriptions need a WebSocket.');
}

/** The picture and the subscription are made in one turn, so that no change falls between them. */
function subscribe(params: Params, caller: Caller, context: MethodContext): Subscribed {
  const { view } = context;
  const session = sessionOf(caller);
  const topic = params.word('topic', topics);
  const fields = params.has('options') ? params.record('options', optionsOf[topic]) : new Params({}, []);
  switch (topic) {
    case 'blocks':
    case 'checkpoints':
      return { subscription: session.subscribe(channel[topic]), initial: null };
    case 'trades': {
      const instrument = fields.instrument('instrument');
      const initial = view.book(instrument, 1);
      return { subscription: session.subscribe(channel.trades(instrument)), initial: { height: initial.height } };
    }
    case 'book': {
      const initial = view.book(fields.instrument('instrument'));
      return { subscription: session.subscribe(channel.book(initial.instrument)), initial };
    }
    case 'transaction': {
      const hash = fields.hash('hash');
      const subscription = session.subscribe(channel.transaction(hash));
      view.transactions.watch(hash);
      return { subscription, initial: view.transactions.stateOf(hash) };
    }
    case 'account': {
      const account = authorised(fields, context);
      // One that waits for its first deposit is not known yet.
      const initial = view.door.exchange().accounts.has(account) ? accountState(account, context) : null;
      return { subscription: session.subscribe(channel.account(account)), initial };
    }
    case 'exitKit': {
      const account = authorised(fields, context);
      const { chainId } = chainFor(fields, view.door.network);
      const name = channel.exitKit(account, chainId);
      view.exitKitsFor.set(name, { account, chainId });
      const kit = view.door.exitKit(account, chainId);
      return {
        subscription: session.subscribe(name),
        initial: kit === undefined ? null : withDecimals(kit),
      };
    }
  }
}

export const subscribeMethods = {
  witan_subscribe: { params: ['topic', 'options'], cost: 10, call: subscribe },
  witan_unsubscribe: {
    params: ['subscription'],
    cost: 1,
    call: (params, caller) => {
      sessionOf(caller).unsubscribe(params.string('subscription', 20));
      return true;
    },
  },
} as const satisfies Readonly<Record<string, Method>>;
