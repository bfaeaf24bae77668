import { WitanError } from '../types/fault.ts';
import type { LogPort } from '../sequencer/ports.ts';
import { DoorError, rpcError } from './errors.ts';
import type { Caller, MethodContext } from './method.ts';
import { methods } from './methods.ts';
import { Params } from './params.ts';
import type { TokenBucket } from './tokenBucket.ts';

type Id = string | number | null;

export interface DispatchContext extends MethodContext {
  readonly log: LogPort;
}

export const resultText = (id: Id, result: unknown): string =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${JSON.stringify(result ?? null)}}`;

export const errorText = (id: Id, error: unknown): string =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"error":${JSON.stringify(rpcError(error))}}`;

/**
 * Answers one JSON-RPC 2.0 message: a call or a batch. Undefined where nothing is to be said, which is so for
 * notifications. What can be answered at once is answered in this turn.
 */
export function dispatch(
  text: string,
  caller: Caller,
  bucket: TokenBucket,
  context: DispatchContext,
): string | undefined | Promise<string | undefined> {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return errorText(null, new DoorError('JSON_MALFORMED', 'The request is not JSON.'));
  }
  if (!Array.isArray(message)) return answer(message, caller, bucket, context);
  const { batchMax } = context.view.limits;
  if (message.length === 0) return errorText(null, new DoorError('REQUEST_INVALID', 'The batch is empty.'));
  if (message.length > batchMax) {
    const error = new DoorError('BATCH_TOO_LARGE', `The batch has ${message.length} calls, at most ${batchMax}.`);
    return errorText(null, error);
  }
  return Promise.all(message.map(async (each) => answer(each, caller, bucket, context))).then((answers) => {
    const said = answers.filter((each) => each !== undefined);
    return said.length === 0 ? undefined : `[${said.join(',')}]`;
  });
}

interface Request {
  readonly jsonrpc: unknown;
  readonly method: unknown;
  readonly params?: unknown;
  readonly id?: unknown;
}

function answer(
  message: unknown,
  caller: Caller,
  bucket: TokenBucket,
  context: DispatchContext,
): string | undefined | Promise<string | undefined> {
  const request = message as Request;
  if (typeof message !== 'object' || message === null || Array.isArray(message) || !isId(request.id)) {
    return errorText(
      null,
      new DoorError('REQUEST_INVALID', 'A call is an object with an id of at most 64 characters.'),
    );
  }
  const { id } = request;
  const say = (text: string): string | undefined => (id === undefined ? undefined : text);
  const refuse = (error: unknown): string | undefined => {
    if (!(error instanceof WitanError)) {
      context.log.warn('an API call failed', {
        code: 'API_FAILED',
        method: String(request.method),
        error: String(error),
      });
    }
    return say(errorText(id ?? null, error));
  };
  try {
    const result = call(request, caller, bucket, context);
    if (!(result instanceof Promise)) return say(resultText(id ?? null, result));
    return result.then((value) => say(resultText(id ?? null, value)), refuse);
  } catch (error) {
    return refuse(error);
  }
}

function call(
  { jsonrpc, method: name, params }: Request,
  caller: Caller,
  bucket: TokenBucket,
  context: DispatchContext,
): unknown {
  if (jsonrpc !== '2.0' || typeof name !== 'string') {
    throw new DoorError('REQUEST_INVALID', 'A call names "jsonrpc": "2.0" and a method.');
  }
  const method = methods.get(name);
  if (!bucket.take(method?.cost ?? 1, context.nowMs())) {
    throw new DoorError('RATE_LIMITED', 'This connection asks for more than its share.');
  }
  if (method === undefined) throw new DoorError('METHOD_UNKNOWN', `There is no method ${name.slice(0, 40)}.`);
  return method.call(new Params(params, method.params), caller, context);
}

/** Ids are echoed, so their length is bounded. */
const isId = (id: unknown): id is Id | undefined =>
  id === undefined ||
  id === null ||
  (typeof id === 'string' && id.length <= 64) ||
  (typeof id === 'number' && Number.isSafeInteger(id));
