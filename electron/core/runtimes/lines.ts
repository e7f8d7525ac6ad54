const newline = 0x0a
const carriageReturn = 0x0d
const keptWhenEmpty = 64 * 1024

export const maxLineBytes = 32 * 1024 * 1024

export interface LineSplitterOptions {
  /** Bytes of the longest line that is delivered whole, without its newline. */
  max: number
  onLine(line: string): void
  /** A line that was too long has ended: its first `keep` bytes, how many bytes came after them, and its last 1024 (an `id` often stands there). */
  onCut(head: string, droppedBytes: number, tail: string): void
  /** A line has just become too long; it may never end. */
  onOverflow?(head: string): void
  /** Bytes kept of a line that is too long. */
  keep?: number
}

/**
 * Splits a stream of bytes into lines with bounded memory (at most twice `max`) and without copying a byte more than a few times.
 * Lines are decoded whole, so a character that is spread over chunks survives. A `\r` before the newline is not part of the line.
 */
export class LineSplitter {
  readonly #options: Required<Pick<LineSplitterOptions, 'keep'>> & LineSplitterOptions
  #buffer: Buffer = Buffer.alloc(0)
  #length = 0
  /** Present while the rest of a line that is too long goes by. */
  #cut: { head: string; dropped: number; tail: Buffer } | undefined

  constructor(options: LineSplitterOptions) {
    this.#options = { keep: 64 * 1024, ...options }
  }

  push(chunk: Buffer): void {
    let from = 0
    while (from < chunk.length) {
      const at = chunk.indexOf(newline, from)
      if (at < 0) return this.#keep(chunk.subarray(from))
      this.#finish(chunk.subarray(from, at))
      from = at + 1
    }
  }

  /** Delivers what came after the last newline, if anything did. */
  end(): void {
    if (this.#length > 0 || this.#cut) this.#finish(Buffer.alloc(0))
  }

  #finish(rest: Buffer): void {
    // Most lines arrive whole in one chunk and need no copy.
    if (this.#length === 0 && !this.#cut && rest.length <= this.#options.max) {
      this.#options.onLine(decode(rest))
      return
    }
    this.#keep(rest)
    const cut = this.#cut
    const line = cut ? '' : decode(this.#buffer.subarray(0, this.#length))
    this.#cut = undefined
    this.#release()
    if (cut) this.#options.onCut(cut.head, cut.dropped, whole(cut.tail))
    else this.#options.onLine(line)
  }

  #keep(piece: Buffer): void {
    if (this.#cut) {
      this.#cut.dropped += piece.length
      this.#cut.tail = lastBytes(this.#cut.tail, piece)
      return
    }
    const length = this.#length + piece.length
    if (length <= this.#options.max) {
      this.#grow(length)
      piece.copy(this.#buffer, this.#length)
      this.#length = length
      return
    }
    const { keep } = this.#options
    const start = Buffer.concat([this.#buffer.subarray(0, Math.min(this.#length, keep)), piece.subarray(0, keep)])
    const head = withoutHalf(start.subarray(0, Math.min(keep, start.length)))
    const tail = lastBytes(this.#buffer.subarray(0, this.#length), piece)
    this.#release()
    this.#cut = { head: head.toString('utf8'), dropped: length - head.length, tail }
    this.#options.onOverflow?.(this.#cut.head)
  }

  #grow(length: number): void {
    if (length <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(length, Math.min(this.#buffer.length * 2, this.#options.max), 1024))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }

  #release(): void {
    this.#length = 0
    if (this.#buffer.length > keptWhenEmpty) this.#buffer = Buffer.alloc(0)
  }
}

function decode(line: Buffer): string {
  const end = line[line.length - 1] === carriageReturn ? line.length - 1 : line.length
  return line.toString('utf8', 0, end)
}

function lastBytes(tail: Buffer, piece: Buffer): Buffer {
  const size = 1024
  if (piece.length >= size) return Buffer.from(piece.subarray(piece.length - size))
  return Buffer.concat([tail.subarray(Math.max(0, tail.length + piece.length - size)), piece])
}

/** Without the beginning of a character at the end. */
function withoutHalf(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needs > back ? bytes.subarray(0, bytes.length - back) : bytes
  }
  return bytes
}

/** Without the end of a character at the start. */
function whole(bytes: Buffer): string {
  let from = 0
  while (from < 3 && ((bytes[from] ?? 0) & 0xc0) === 0x80) from++
  return decode(bytes.subarray(from))
}
