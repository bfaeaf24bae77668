/** FNV-1a over the bytes of float64 numbers. */
export class Digest {
  readonly #number = new Float64Array(1);
  readonly #words = new Uint32Array(this.#number.buffer);
  #state = 2_166_136_261;

  take(value: number): void {
    this.#number[0] = value;
    this.#state = Math.imul(this.#state ^ this.#words[0]!, 16_777_619);
    this.#state = Math.imul(this.#state ^ this.#words[1]!, 16_777_619);
  }

  get hex(): string {
    return (this.#state >>> 0).toString(16).padStart(8, '0');
  }
}
