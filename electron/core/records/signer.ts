import { fold } from './fold.ts'
import { factOf, mark, markGrams, positions } from './grams.ts'
import { blockLines, type LiveSignature, segmentLines, segmentOf } from './live-signature.ts'

/** What a line is known by beside its text. */
export const facts = {
  server: (server: number) => factOf(1, server),
  level: (server: number, level: number) => factOf(2, server, level),
  origin: (origin: number) => factOf(3, origin),
  source: (source: number) => factOf(4, source),
}

/** The signatures of a segment that is complete. */
export interface Seal {
  segment: number
  bits: Uint32Array
}

export interface Signed {
  seq: number
  text: string
  server: number
  level: number
  source: number
  origin: number
}

/** Signs lines in the order of their numbers. */
export class Signer {
  readonly #live: LiveSignature
  readonly #marks = new Uint32Array(positions / 32)
  #block = -1
  #segment = -1
  #origin = -1
  #server = -1
  #level = -1
  #source = -1
  /** One of which the first lines cannot be read: it is searched line by line. */
  #unsigned = -1
  #seals: Seal[] = []

  constructor(live: LiveSignature) {
    this.#live = live
  }

  leaveOut(segment: number): void {
    this.#unsigned = segment
  }

  add({ seq, text, server, level, source, origin }: Signed): void {
    const block = Math.floor(seq / blockLines)
    if (block !== this.#block) this.#next(block, segmentOf(seq))
    if (this.#segment === this.#unsigned) return
    const marks = this.#marks
    if (origin !== this.#origin || server !== this.#server || level !== this.#level || source !== this.#source) {
      // Of lines that follow each other they are mostly the same.
      for (const at of [facts.server(server), facts.level(server, level), facts.origin(origin), facts.source(source)])
        mark(marks, at)
      this.#origin = origin
      this.#server = server
      this.#level = level
      this.#source = source
    }
    markGrams(fold(text), marks)
  }

  /** Segments that became complete since this was last asked. */
  takeSeals(): Seal[] {
    const seals = this.#seals
    this.#seals = []
    return seals
  }

  /** What there is of the segment that is being signed. */
  seal(): Seal {
    this.#live.finish(this.#block % (segmentLines / blockLines), this.#marks)
    return { segment: this.#segment, bits: this.#live.all }
  }

  #next(block: number, segment: number): void {
    const last = this.#segment
    if (last >= 0 && last !== this.#unsigned) {
      this.#live.finish(this.#block % (segmentLines / blockLines), this.#marks)
      if (segment !== last) this.#seals.push({ segment: last, bits: this.#live.all.slice() })
    }
    this.#marks.fill(0)
    this.#origin = -1
    if (segment !== last && segment !== this.#unsigned) this.#live.begin(segment)
    this.#block = block
    this.#segment = segment
  }
}
