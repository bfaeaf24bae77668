/** Waits, or throws when the person wants to stop. */
export async function pause(forMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (forMs <= 0) return;
  await new Promise<void>((resolveWait, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolveWait();
    }, forMs);
    const abort = (): void => {
      clearTimeout(timer);
      reject(new Error('stopped'));
    };
    signal.addEventListener('abort', abort, { once: true });
  });
}
