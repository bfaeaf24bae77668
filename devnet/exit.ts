/**
 * Ends this process now that all it started is closed. Left to itself, Node 24 may never end after children were killed
 * while something was written to them: it then waits at full load for a request that nobody answers (Environment::CleanupHandles).
 */
export function exit(code: number): never {
  process.exit(code);
}
