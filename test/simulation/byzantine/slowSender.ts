import { encodeMessage } from '../../../node/crypto/messageCodec.ts';
import { type Behaviour, change } from './words.ts';

/** Says everything late: just inside the timers, or past them. */
export const slowSender: Behaviour = (world, validator) =>
  change(world, validator, (message, to) => {
    const { deltaMs } = world.network.timing;
    world.deliver(validator, to, encodeMessage(message), world.random.integer(deltaMs, 6 * deltaMs));
    return [];
  });
