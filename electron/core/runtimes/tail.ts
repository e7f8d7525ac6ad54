const most = 64 * 1024

/** The last 64 KiB of what is pushed, copied: the bytes themselves go elsewhere. */
export class Tail {
  #bytes = Buffer.alloc(0)
  /** How much of it is filled; beyond its size it goes round. */
  #length = 0

  push(chunk: Buffer): void {
    const last = chunk.length > most ? chunk.subarray(chunk.length - most) : chunk
    const needed = Math.min(most, this.#length + last.length)
    // Most children say little.
    if (needed > this.#bytes.length) this.#grow(needed)
    const at = this.#length % most
    const first = last.copy(this.#bytes, at)
    if (first < last.length) last.copy(this.#bytes, 0, first)
    this.#length += last.length
  }

  get text(): string {
    if (this.#length <= most) return this.#bytes.toString('utf8', 0, this.#length)
    const at = this.#length % most
    return Buffer.concat([this.#bytes.subarray(at), this.#bytes.subarray(0, at)]).toString('utf8')
  }

  #grow(needed: number): void {
    const larger = Buffer.alloc(Math.min(most, Math.max(1024, needed, this.#bytes.length * 2)))
    this.#bytes.copy(larger)
    this.#bytes = larger
  }
}
