import { LineSplitter } from '../runtimes/lines.ts'

const newline = 0x0a
/** Bytes; four times what is kept in the end, or a secret would be cut before it is blanked out. */
export const longestRawLine = 64 * 1024

/**
 * Splits what a guest writes into lines. Whole lines of a chunk come together, decoded at once: one by one they would cost many times
 * as much. A line that is too long is cut with a mark, and no line needs more memory than that.
 */
export class LineSplitting {
  readonly #edges: LineSplitter
  readonly #lines: (text: string) => void

  /** `text` holds one or more lines, with a newline between two of them. */
  constructor(lines: (text: string) => void) {
    this.#lines = lines
    this.#edges = new LineSplitter({
      max: longestRawLine,
      keep: longestRawLine,
      onLine: lines,
      onCut: (head, dropped) => lines(`${head} … (${dropped} bytes more)`),
    })
  }

  push(chunk: Buffer): void {
    const first = chunk.indexOf(newline)
    const last = first < 0 ? -1 : chunk.lastIndexOf(newline)
    if (last <= first) return this.#edges.push(chunk)
    this.#edges.push(chunk.subarray(0, first + 1))
    const middle = chunk.subarray(first + 1, last)
    if (middle.length > longestRawLine) this.#edges.push(chunk.subarray(first + 1, last + 1))
    else this.#lines(withoutReturns(middle.toString('utf8')))
    this.#edges.push(chunk.subarray(last + 1))
  }

  /** Delivers what came after the last newline. */
  end(): void {
    this.#edges.end()
  }
}

function withoutReturns(text: string): string {
  if (!text.includes('\r')) return text
  const lines = text.replaceAll('\r\n', '\n')
  return lines.endsWith('\r') ? lines.slice(0, -1) : lines
}
