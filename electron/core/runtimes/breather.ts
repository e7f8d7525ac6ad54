import type { Readable } from 'node:stream'

/** So many pieces in so short a time, and the next ones are left to gather. */
const many = 16
const withinMs = 10
const gatherMs = 5
/** Larger pieces are read as they come. */
const small = 16 * 1024

/**
 * Reads a stream that may come in a hundred thousand small pieces a second: those are left in the pipe for a few milliseconds and read
 * together. Whoever takes them can hold the stream up with a promise; the writer waits then.
 */
export function readInPieces(stream: Readable, take: (chunk: Buffer) => Promise<void> | undefined): { resume(): void } {
  let begunAt = 0
  let pieces = 0
  let over = false

  const pause = (until: Promise<void>) => {
    stream.pause()
    void until.then(() => stream.resume())
  }

  stream.on('data', (chunk: Buffer) => {
    const { length } = chunk
    const room = take(chunk)
    if (over) return
    if (room) return pause(room)
    if (length > small) return
    const now = performance.now()
    if (now - begunAt > withinMs) {
      begunAt = now
      pieces = 0
    }
    if (++pieces < many) return
    pieces = 0
    pause(new Promise((resolve) => setTimeout(resolve, gatherMs)))
  })
  return {
    /** The writer has gone: what is left is read to its end. */
    resume: () => {
      over = true
      stream.resume()
    },
  }
}
