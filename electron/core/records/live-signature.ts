import { positions } from './grams.ts'

/** Lines that share a signature, by their numbers. */
export const blockLines = 64
const blocks = 1024
export const segmentLines = blockLines * blocks
/** Of one bit of all blocks of a segment. */
export const sliceWords = blocks / 32

const header = 4
export const liveBytes = 4 * (header + positions * sliceWords)

export const segmentOf = (seq: number) => Math.floor(seq / segmentLines)

/**
 * The signatures of the segment that is being written, in memory that the writing and the reading thread share. Bit by bit over all
 * blocks, so that a search reads a few short slices. The bits of a block are set before it counts as known; lines of later blocks can be
 * read already, and are looked at one by one.
 */
export class LiveSignature {
  readonly #head: Int32Array
  readonly #bits: Uint32Array

  constructor(memory: SharedArrayBuffer) {
    this.#head = new Int32Array(memory, 0, header)
    this.#bits = new Uint32Array(memory, 4 * header)
  }

  /** So many of the first blocks of `segment` are signed here; undefined when it is another one. */
  known(segment: number): number | undefined {
    return Atomics.load(this.#head, 0) === segment + 1 ? Atomics.load(this.#head, 1) : undefined
  }

  slice(position: number): Uint32Array {
    return this.#bits.subarray(position * sliceWords, (position + 1) * sliceWords)
  }

  get all(): Uint32Array {
    return this.#bits
  }

  /** Begins another segment. */
  begin(segment: number): void {
    Atomics.store(this.#head, 0, 0)
    this.#bits.fill(0)
    Atomics.store(this.#head, 1, 0)
    Atomics.store(this.#head, 0, segment + 1)
  }

  /** Takes the marks of a block that is complete; they are empty then. */
  finish(block: number, marks: Uint32Array): void {
    const bit = 1 << (block & 31)
    const word = block >>> 5
    for (let i = 0; i < marks.length; i++) {
      let left = marks[i] ?? 0
      while (left !== 0) {
        const lowest = 31 - Math.clz32(left & -left)
        const at = (i * 32 + lowest) * sliceWords + word
        this.#bits[at] = (this.#bits[at] ?? 0) | bit
        left &= left - 1
      }
    }
    marks.fill(0)
    Atomics.store(this.#head, 1, block + 1)
  }
}
