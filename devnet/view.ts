import type { Measurements } from './measurements.ts';

export interface ValidatorLine {
  readonly index: number;
  readonly isRunning: boolean;
  readonly height: number;
  readonly view: number;
  readonly peers: number;
  readonly restarts: number;
}

export interface TopOfBook {
  readonly market: string;
  readonly bid: string;
  readonly ask: string;
  readonly mark: string;
}

export interface Snapshot {
  readonly elapsedMs: number;
  readonly durationMs: number;
  readonly validators: readonly ValidatorLine[];
  readonly books: readonly TopOfBook[];
  readonly openOrders: number;
  readonly l1Block: number;
  readonly measured: Measurements;
}

const eventsShown = 8;
const plainEveryMs = 5_000;

/**
 * Shows a person what goes on, on standard error: a picture that is drawn anew on a terminal, plain lines elsewhere.
 */
export class View {
  readonly #isTerminal: boolean;
  readonly #events: string[] = [];
  readonly #startedMs = Date.now();
  #drawnLines = 0;
  #plainAtMs = 0;
  #lastBlocks = 0;
  #lastTransactions = 0;
  #lastMs = Date.now();

  constructor(isTerminal: boolean) {
    this.#isTerminal = isTerminal;
  }

  /** Something worth a line. */
  event(line: string): void {
    const stamped = `${((Date.now() - this.#startedMs) / 1000).toFixed(1).padStart(6)}s  ${line}`;
    if (this.#isTerminal) {
      this.#events.push(stamped);
      if (this.#events.length > eventsShown) this.#events.shift();
      if (this.#drawnLines === 0) process.stderr.write(`${stamped}\n`);
    } else process.stderr.write(`${stamped}\n`);
  }

  show(snapshot: Snapshot): void {
    const nowMs = Date.now();
    if (this.#isTerminal) this.#draw(this.#picture(snapshot, nowMs));
    else if (nowMs >= this.#plainAtMs) {
      this.#plainAtMs = nowMs + plainEveryMs;
      this.event(this.#oneLine(snapshot, nowMs));
    }
  }

  /** Leaves the last picture on the screen. */
  end(): void {
    this.#drawnLines = 0;
  }

  #rates(snapshot: Snapshot, nowMs: number): { blocks: string; transactions: string } {
    const seconds = Math.max(0.001, (nowMs - this.#lastMs) / 1000);
    const { measured } = snapshot;
    const blocks = ((measured.blocks - this.#lastBlocks) / seconds).toFixed(0);
    const transactions = ((measured.transactions - this.#lastTransactions) / seconds).toFixed(0);
    this.#lastBlocks = measured.blocks;
    this.#lastTransactions = measured.transactions;
    this.#lastMs = nowMs;
    return { blocks, transactions };
  }

  #oneLine(snapshot: Snapshot, nowMs: number): string {
    const { measured, books } = snapshot;
    const rates = this.#rates(snapshot, nowMs);
    const heights = snapshot.validators.map(({ isRunning, height }) => (isRunning ? height : 'down')).join('/');
    const book = books.map(({ market, bid, ask }) => `${market} ${bid}|${ask}`).join('  ');
    return (
      `heights ${heights}  ${rates.blocks} blocks/s  ${rates.transactions} tx/s  finality p50 ${ms(measured.finalityMs(0.5, 2000))} ` +
      `p99 ${ms(measured.finalityMs(0.99, 2000))}  fills ${measured.fills}  liquidations ${measured.liquidations}  ` +
      `checkpoints on L1 ${measured.checkpointGas.size}  ${book}`
    );
  }

  #picture(snapshot: Snapshot, nowMs: number): string[] {
    const { measured, validators, books } = snapshot;
    const rates = this.#rates(snapshot, nowMs);
    const gas = [...measured.checkpointGas.entries()].slice(-3).map(([number, used]) => `#${number} ${used} gas`);
    return [
      `Witan devnet   ${seconds(snapshot.elapsedMs)} of ${seconds(snapshot.durationMs)}   L1 block ${snapshot.l1Block}`,
      '',
      'validator   state     height     view   peers  restarts  submitted',
      ...validators.map(
        ({ index, isRunning, height, view, peers, restarts }) =>
          `${String(index).padStart(9)}   ${(isRunning ? 'running' : 'DOWN').padEnd(8)}${String(height).padStart(8)} ` +
          `${String(view).padStart(8)} ${String(peers).padStart(7)} ${String(restarts).padStart(9)} ` +
          `${String(measured.submitted[index] ?? 0).padStart(10)}`,
      ),
      '',
      `blocks ${measured.blocks} (${rates.blocks}/s)   transactions ${measured.transactions} (${rates.transactions}/s)   open orders ${snapshot.openOrders}`,
      `finality, submit at one validator to final at another: p50 ${ms(measured.finalityMs(0.5, 2000))}, p99 ${ms(measured.finalityMs(0.99, 2000))}`,
      `fills ${measured.fills}   liquidations ${measured.liquidations}   deposits ${measured.deposits}   withdrawals claimed ${measured.withdrawalsClaimed}`,
      `checkpoints on L1 ${measured.checkpointGas.size}   ${gas.join('   ')}`,
      '',
      ...books.map(
        ({ market, bid, ask, mark }) =>
          `${market.padEnd(22)} bid ${bid.padStart(12)}   ask ${ask.padStart(12)}   mark ${mark.padStart(12)}`,
      ),
      '',
      ...this.#events,
    ];
  }

  #draw(lines: readonly string[]): void {
    const width = process.stderr.columns ?? 120;
    const up = this.#drawnLines > 0 ? `\x1b[${this.#drawnLines}A` : '';
    const body = lines.map((line) => `\x1b[2K${line.slice(0, width - 1)}`).join('\n');
    process.stderr.write(`${up}${body}\n\x1b[0J`);
    this.#drawnLines = lines.length;
  }
}

const ms = (value: number): string => (Number.isNaN(value) ? '-' : `${value.toFixed(0)} ms`);
const seconds = (valueMs: number): string => `${(valueMs / 1000).toFixed(0)} s`;
