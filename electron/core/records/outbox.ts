import type { Row } from './messages.ts'

type CallRow = Extract<Row, { kind: 'call' }>

/** What a call costs without its bodies, about. */
const callSize = 1000
/** A denial or a request; their texts are bounded. */
const otherSize = 1500

/** Rows and characters that may wait to be written. */
const bound = { rows: 60_000, size: 64_000_000 }

/** What waits to be written. Bounded: a disk that is full or slow costs records, never the host's memory. */
export class Outbox {
  #rows: Row[] = []
  #size = 0
  /** Calls that wait, by id: most end while their start still does, and are written once. */
  readonly #calls = new Map<string, CallRow>()
  /** What found no room, by server, since it was last asked for. */
  #dropped = new Map<string, number>()

  get length(): number {
    return this.#rows.length
  }

  /** Returns false when there was no room. */
  add(row: Row): boolean {
    if (row.kind === 'call' && this.#merge(row)) return true
    const size = sizeOf(row)
    if (this.#rows.length < bound.rows && this.#size + size <= bound.size) {
      this.#rows.push(row)
      this.#size += size
      if (row.kind === 'call') this.#calls.set(row.call.id, row)
      return true
    }
    // A call's bodies can go, that it happened should stay.
    if (row.kind === 'call' && this.#rows.length < bound.rows && (row.args ?? row.result) !== undefined)
      return this.add({ kind: 'call', call: row.call })
    this.#drop(serverOf(row))
    return false
  }

  take(most: number): Row[] {
    let size = 0
    let count = 0
    for (const row of this.#rows) {
      if (count === most || size > 8_000_000) break
      size += sizeOf(row)
      if (row.kind === 'call') this.#calls.delete(row.call.id)
      count++
    }
    this.#size -= size
    return this.#rows.splice(0, count)
  }

  /** What could not be written goes first again. */
  putBack(rows: Row[]): void {
    this.#rows = [...rows, ...this.#rows]
    for (const row of rows) this.#size += sizeOf(row)
  }

  /** What was dropped, once there is room to say so. */
  takeDropped(): [server: string, count: number][] {
    if (this.#dropped.size === 0 || this.#rows.length > bound.rows / 2) return []
    const dropped = [...this.#dropped]
    this.#dropped.clear()
    return dropped
  }

  #merge(row: CallRow): boolean {
    const waiting = this.#calls.get(row.call.id)
    const size = sizeOf(row)
    if (!waiting || this.#size + size > bound.size) return false
    Object.assign(waiting, row)
    this.#size += size - callSize
    return true
  }

  #drop(server: string): void {
    this.#dropped.set(server, (this.#dropped.get(server) ?? 0) + 1)
  }
}

function sizeOf(row: Row): number {
  if (row.kind === 'trap') return row.trap.raw.length + 1000
  if (row.kind === 'denial' || row.kind === 'request' || row.kind === 'check') return otherSize
  return (row.args?.length ?? 0) + (row.result?.length ?? 0) + callSize
}

function serverOf(row: Row): string {
  switch (row.kind) {
    case 'call':
      return row.call.server
    case 'trap':
      return row.trap.server
    case 'denial':
      return row.denial.server
    case 'request':
      return row.request.server
    case 'check':
      return row.check.server
    default:
      return row satisfies never
  }
}
