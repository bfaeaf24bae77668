import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below every range from which a system takes the near end of a connection (Linux: from 32768): a port from there could
 * be taken by any passing connection while its validator is down.
 */
const lowest = 10_000;
const highest = 32_000;
const attempts = 100;

/** So many ports, in a row, on which nobody listens now. */
export async function freePorts(count: number): Promise<number[]> {
  for (let attempt = 1; ; attempt++) {
    const first = randomInt(lowest, highest - count);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const servers: Server[] = [];
    try {
      for (const port of ports) {
        const server = createServer().listen(port, '127.0.0.1');
        await once(server, 'listening');
        servers.push(server);
      }
      return ports;
    } catch (error) {
      if (attempt === attempts) throw error;
    } finally {
      await Promise.all(servers.map((server) => once(server.close(), 'close')));
    }
  }
}
