import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { blockLines, type LiveSignature, segmentLines, segmentOf, sliceWords } from './live-signature.ts'
import { prepared } from './prepared.ts'
import { sealedSlices } from './seals.ts'

/** Blocks that follow each other are read together, but no more of them than this. */
const together = 8

/**
 * The numbers of lines in which something may be that has all these marks, one of each list; what is not signed may hold anything.
 * Newest first when `back`.
 */
export function blockSearch(db: DatabaseSyncInstance, live: LiveSignature) {
  const sealed = sealedSlices(db)

  /** Bits of the blocks of a segment that may hold it; undefined for none. */
  function candidates(segment: number, marks: readonly number[][]): Uint32Array | undefined {
    const signed = live.known(segment)
    const slice = signed === undefined ? (at: number) => sealed(segment, at) : (at: number) => live.slice(at)
    const found = new Uint32Array(sliceWords).fill(0xffffffff)
    for (const list of marks) {
      const any = new Uint32Array(sliceWords)
      for (const at of list) {
        const bits = slice(at)
        if (!bits) return new Uint32Array(sliceWords).fill(0xffffffff)
        for (let word = 0; word < sliceWords; word++) any[word] = (any[word] ?? 0) | (bits[word] ?? 0)
      }
      let some = 0
      for (let word = 0; word < sliceWords; word++) some |= found[word] = ((found[word] ?? 0) & (any[word] ?? 0)) >>> 0
      if (some === 0) break
    }
    if (signed !== undefined) {
      // Another one may have been begun in the meantime, and the newest blocks are not complete.
      if (live.known(segment) === undefined) return candidates(segment, marks)
      for (let block = signed; block < sliceWords * 32; block++)
        found[block >>> 5] = ((found[block >>> 5] ?? 0) | (1 << (block & 31))) >>> 0
    }
    return found.some((word) => word !== 0) ? found : undefined
  }

  return function* (
    marks: readonly number[][],
    low: number,
    high: number,
    back: boolean,
  ): Generator<{ low: number; high: number }, void> {
    const next = nextLine(db, back)
    let at = next(back ? high : low)
    for (; at !== undefined && at >= low && at <= high;) {
      const segment = segmentOf(at)
      at = next(back ? segment * segmentLines - 1 : (segment + 1) * segmentLines)
      const bits = candidates(segment, marks)
      if (!bits) continue
      for (const [first, end] of runsOf(bits, back)) {
        const from = Math.max(low, segment * segmentLines + first * blockLines)
        const to = Math.min(high, segment * segmentLines + (end + 1) * blockLines - 1)
        if (from <= to) yield { low: from, high: to }
      }
    }
  }
}

/** The nearest line from a number on: numbers may leave wide gaps. */
export function nextLine(db: DatabaseSyncInstance, back: boolean): (seq: number) => number | undefined {
  const statement = prepared(
    db,
    back ? 'SELECT max(seq) AS seq FROM lines WHERE seq <= ?' : 'SELECT min(seq) AS seq FROM lines WHERE seq >= ?',
  )
  return (seq) => (statement.get(seq) as { seq: number | null }).seq ?? undefined
}

/** First and last of blocks that follow each other. */
function* runsOf(bits: Uint32Array, back: boolean): Generator<[first: number, last: number], void> {
  const has = (block: number) => (((bits[block >>> 5] ?? 0) >>> (block & 31)) & 1) === 1
  const blocks = sliceWords * 32
  let begun: number | undefined
  for (let i = 0; i <= blocks; i++) {
    const block = back ? blocks - 1 - i : i
    const wanted = i < blocks && has(block)
    if (begun !== undefined && (!wanted || Math.abs(block - begun) >= together)) {
      const ended = back ? block + 1 : block - 1
      yield [Math.min(begun, ended), Math.max(begun, ended)]
      begun = undefined
    }
    if (wanted) begun ??= block
  }
}
