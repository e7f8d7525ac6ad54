import { LineSplitter } from './lines.ts'

/** Bytes. */
const longest = 64 * 1024

/** For those who want lines of a child's stderr, and few of them: the log gets the bytes themselves. */
export function stderrLines(hear: (line: string) => void): {
  stderr(bytes: Buffer): undefined
  stderrEnded(): void
} {
  const lines = new LineSplitter({
    max: longest,
    keep: longest,
    onLine: hear,
    onCut: (head, dropped) => hear(`${head} … (${dropped} bytes more)`),
  })
  return {
    stderr: (bytes) => void lines.push(bytes),
    stderrEnded: () => lines.end(),
  }
}
