import { parentPort } from 'node:worker_threads';
import type { BlsReply, BlsRequest } from './blsPool.ts';
import { aggregatePartials, blsSign, verifyBlsAggregate } from './bls.ts';

/** The thread behind crypto/blsPool.ts: answers each request by id, also when it fails. */
function answer(request: BlsRequest): unknown {
  switch (request.type) {
    case 'sign':
      return blsSign(request.message, request.secretKey);
    case 'aggregate':
      return aggregatePartials(request.message, request.partials);
    case 'verify':
      return verifyBlsAggregate(request.message, request.keys, request.signature);
  }
}

parentPort!.on('message', ({ id, request }: { id: number; request: BlsRequest }) => {
  let reply: BlsReply;
  try {
    reply = { id, value: answer(request) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort!.postMessage(reply);
});
