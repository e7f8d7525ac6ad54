/** The longest line that passes whole, in bytes without its newline; the host refuses one over 32 MiB with an answer. */
export const maxLine = 32 * 1024 * 1024 + 1024
/** What is kept at least after it was sent: more than a socket and a host that is behind can hold unread, about 360 KiB. */
const keep = 512 * 1024

/** Client to host: whole lines, counted, and the last of them kept for a host that has to hear them again. */
export class Upstream {
  /** Each holds whole lines, except that a resume may have split one. */
  #pieces: Buffer[] = []
  /** Bytes of this session before the first piece. */
  #base = 0
  /** How many pieces were handed to a socket, and how many of those left this process. */
  #handed = 0
  #flushed = 0
  #flushedSize = 0
  #unfinished: Buffer[] = []
  #unfinishedSize = 0
  /** The rest of a line that was too long is being dropped. */
  #skipping = false
  #pending = 0

  /** Whole lines that were not handed to a socket, in bytes. */
  get pending(): number {
    return this.#pending
  }

  push(chunk: Buffer): void {
    let rest = chunk
    if (this.#skipping) {
      const end = rest.indexOf(10)
      if (end < 0) return
      this.#skipping = false
      rest = rest.subarray(end + 1)
    }
    const first = rest.indexOf(10)
    if (first >= 0 && this.#unfinishedSize + first > maxLine) {
      this.#cutHere(rest)
      rest = rest.subarray(first + 1)
    }
    const end = rest.lastIndexOf(10)
    if (end >= 0) {
      this.#add([...this.#unfinished, rest.subarray(0, end + 1)])
      this.#clearUnfinished()
      rest = rest.subarray(end + 1)
    }
    if (this.#unfinishedSize + rest.length > maxLine) {
      this.#cutHere(rest)
      this.#skipping = true
    } else if (rest.length > 0) {
      this.#unfinished.push(rest)
      this.#unfinishedSize += rest.length
    }
  }

  /** The host sees a line that is too long, at once, and can answer it. */
  #cutHere(rest: Buffer): void {
    this.#add([...this.#unfinished, rest.subarray(0, maxLine - this.#unfinishedSize), Buffer.from('\n')])
    this.#clearUnfinished()
  }

  #clearUnfinished(): void {
    this.#unfinished = []
    this.#unfinishedSize = 0
  }

  #add(parts: Buffer[]): void {
    // A copy: a slice would hold the whole chunk it came in.
    const piece = Buffer.concat(parts)
    this.#pieces.push(piece)
    this.#pending += piece.length
  }

  /** The next piece to write; call `flushed` when it is in the kernel's hands. */
  take(): Buffer | undefined {
    const piece = this.#pieces[this.#handed]
    if (!piece) return undefined
    this.#handed++
    this.#pending -= piece.length
    return piece
  }

  /** Drops old pieces, as long as enough stays. */
  flushed(): void {
    this.#flushedSize += this.#size(this.#flushed++)
    while (this.#flushedSize - this.#size(0) >= keep) {
      const size = this.#pieces.shift()?.length ?? 0
      this.#base += size
      this.#flushedSize -= size
      this.#flushed--
      this.#handed--
    }
  }

  /** What left this process may have arrived or not; what did not leave it waits again. */
  disconnected(): void {
    this.#pending = this.#sizeFrom(this.#flushed)
  }

  /** The host has `received` bytes of this session; what comes after them is sent again. False: that is gone. */
  resume(received: number): boolean {
    if (received < this.#base) return false
    let at = this.#base
    let index = 0
    while (index < this.#handed && at + this.#size(index) <= received) at += this.#size(index++)
    const piece = this.#pieces[index]
    if (piece && index < this.#handed && at < received) {
      this.#pieces.splice(index++, 1, piece.subarray(0, received - at), piece.subarray(received - at))
    } else if (at < received) {
      // The host took lines that were answered here meanwhile (`answerable`): it counts from there.
      this.#base += received - at
    }
    this.#startFrom(index)
    return true
  }

  /**
   * Takes out all whole lines that the host has not accepted, as if they had never been sent. `accepted`: what its journal
   * says, in bytes of this session; without one, what left this process counts as accepted.
   */
  answerable(accepted: number | undefined): string[] {
    const handedEnd = this.#base + this.#sizeFrom(0) - this.#sizeFrom(this.#handed)
    if (accepted === undefined || accepted > handedEnd || !this.resume(accepted)) this.#startFrom(this.#flushed)
    const lines = Buffer.concat(this.#pieces.splice(this.#handed)).toString('utf8')
    this.#pending = 0
    return lines.split('\n').filter((line) => line.trim() !== '')
  }

  #startFrom(index: number): void {
    this.#handed = this.#flushed = index
    this.#pending = this.#sizeFrom(index)
    this.#flushedSize = this.#sizeFrom(0) - this.#pending
  }

  #size(index: number): number {
    return this.#pieces[index]?.length ?? 0
  }

  #sizeFrom(index: number): number {
    return this.#pieces.slice(index).reduce((sum, piece) => sum + piece.length, 0)
  }
}
