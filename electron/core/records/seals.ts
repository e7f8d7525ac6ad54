import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { positions } from './grams.ts'
import { segmentLines, sliceWords } from './live-signature.ts'
import type { Seal } from './signer.ts'

/** Slices that fill one page of SQLite. */
const slicesPerRow = 31
const rowsPerSegment = Math.ceil(positions / slicesPerRow)
const sliceBytes = sliceWords * 4

const first = (segment: number) => segment * 1024

/** Stores the signatures of a segment. */
export function writeSeal(db: DatabaseSyncInstance, { segment, bits }: Seal): void {
  const statement = db.prepare('INSERT OR REPLACE INTO signatures (id, bits) VALUES (?, ?)')
  for (let row = 0; row < rowsPerSegment; row++) {
    const words = bits.subarray(row * slicesPerRow * sliceWords, (row + 1) * slicesPerRow * sliceWords)
    statement.run(first(segment) + row, Buffer.from(words.buffer, words.byteOffset, words.byteLength))
  }
}

/** One bit of all blocks; undefined where the segment has no signatures. */
export function sealedSlices(db: DatabaseSyncInstance): (segment: number, position: number) => Uint32Array | undefined {
  const statement = db.prepare('SELECT bits FROM signatures WHERE id = ?')
  return (segment, position) => {
    const row = statement.get(first(segment) + Math.floor(position / slicesPerRow)) as { bits: Uint8Array } | undefined
    if (!row) return undefined
    const at = (position % slicesPerRow) * sliceBytes
    // Copied: its place in memory need not be even.
    return new Uint32Array(row.bits.slice(at, at + sliceBytes).buffer)
  }
}

/** Of segments before the one with this line. */
export function dropSealsBefore(db: DatabaseSyncInstance, seq: number): void {
  db.prepare('DELETE FROM signatures WHERE id < ?').run(first(Math.floor(seq / segmentLines)))
}

export function dropSeal(db: DatabaseSyncInstance, segment: number): void {
  db.prepare('DELETE FROM signatures WHERE id >= ? AND id < ?').run(first(segment), first(segment + 1))
}

/** The first segment with lines after `segment` that has no signatures though it is complete. */
export function unsealed(db: DatabaseSyncInstance, segment: number, newest: number): number | undefined {
  const next = db.prepare('SELECT min(seq) AS seq FROM lines WHERE seq >= ?')
  const has = db.prepare('SELECT 1 FROM signatures WHERE id = ?')
  for (let at = segment + 1; ; at++) {
    const { seq } = next.get(at * segmentLines) as { seq: number | null }
    if (seq === null) return undefined
    at = Math.floor(seq / segmentLines)
    if (at >= newest) return undefined
    if (!has.get(first(at))) return at
  }
}
