/** A file that is not what its own numbers say. `cut`: it just ends too early, as after a broken download. */
export class Malformed extends Error {
  readonly cut: boolean
  constructor(message: string, cut = false) {
    super(message)
    this.cut = cut
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a stretch of bytes and never past its end, whatever lengths the file claims. */
export class WasmReader {
  readonly #bytes: Uint8Array
  readonly #end: number
  #at: number

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#at = at
    this.#end = end
  }

  get at(): number {
    return this.#at
  }

  get done(): boolean {
    return this.#at >= this.#end
  }

  byte(): number {
    if (this.done) throw new Malformed(`it ends at byte ${this.#end}, in the middle of a section`)
    return this.#bytes[this.#at++] ?? 0
  }

  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte()
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) {
        if (value > 0xffff_ffff) break
        return value
      }
    }
    throw new Malformed(`a number at byte ${this.#at} is too large`)
  }

  /** Passes over a LEB128 number of at most 64 bits. */
  skipNumber(): void {
    for (let count = 0; count < 10; count++) if (this.byte() < 0x80) return
    throw new Malformed(`a number at byte ${this.#at} is too long`)
  }

  name(): string {
    const length = this.u32()
    const from = this.#at
    this.#forward(length, 'a name')
    try {
      return utf8.decode(this.#bytes.subarray(from, this.#at))
    } catch {
      throw new Malformed(`a name at byte ${from} is not UTF-8`)
    }
  }

  /** The next section and a reader of its content; this reader goes on behind it. */
  section(): { id: number; content: WasmReader } {
    const id = this.byte()
    const start = this.#at
    let length: number
    try {
      length = this.u32()
    } catch (error) {
      throw this.done ? new Malformed(`it ends in the middle of a section, at byte ${this.#end}`, true) : error
    }
    const from = this.#at
    if (length > this.#end - from)
      throw new Malformed(
        `a section at byte ${start} says that it has ${length} bytes, and only ${this.#end - from} are left`,
        true,
      )
    this.#at = from + length
    return { id, content: new WasmReader(this.#bytes, from, this.#at) }
  }

  /** What is left, without copying it. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(this.#at, this.#end)
  }

  /** What is left, with its place in the file. */
  rest(): { bytes: Uint8Array; from: number; end: number } {
    return { bytes: this.#bytes, from: this.#at, end: this.#end }
  }

  #forward(length: number, what: string): void {
    if (length > this.#end - this.#at) throw new Malformed(`${what} at byte ${this.#at} is longer than its section`)
    this.#at += length
  }
}
