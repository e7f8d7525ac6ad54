import { logLevels, type LogLine, type LogNews } from '../../../shared/records.ts'
import type { Run } from './line-rows.ts'

const everyMs = 100
const most = 300

/** What is told of new lines: the newest, and how many of each server, at most ten times a second. */
export class LogNewsDesk {
  readonly #tell: (news: LogNews) => void
  #runs: Run[] = []
  #lines = 0
  #counts: Record<string, number> = {}
  #last = 0
  #toldAt = -Infinity
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (news: LogNews) => void) {
    this.#tell = tell
  }

  add(runs: readonly Run[]): void {
    for (const run of runs) {
      const end = run.first + run.texts.length - 1
      if (end <= this.#last) continue
      this.#last = end
      this.#counts[run.server] = (this.#counts[run.server] ?? 0) + run.texts.length
      this.#runs.push(run)
      this.#lines += run.texts.length
    }
    for (let oldest = this.#runs[0]; oldest && this.#lines - oldest.texts.length >= most; oldest = this.#runs[0]) {
      this.#lines -= oldest.texts.length
      this.#runs.shift()
    }
    if (this.#lines > 0)
      this.#timer ??= setTimeout(() => this.flush(), Math.max(0, this.#toldAt + everyMs - performance.now()))
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#lines === 0) return
    const lines = this.#runs.flatMap((run) => linesOf(run, most)).slice(-most)
    const news = { lines, counts: this.#counts, last: this.#last }
    this.#runs = []
    this.#lines = 0
    this.#counts = {}
    this.#toldAt = performance.now()
    this.#tell(news)
  }
}

function linesOf({ first, at, server, session, instance, source, texts }: Run, newest: number): LogLine[] {
  const from = Math.max(0, texts.length - newest)
  return texts.slice(from).map((text, i) => ({
    ...{ seq: first + from + i, at, server, session },
    ...(instance !== null && { instance }),
    source,
    level: logLevels[text.charCodeAt(0) - 48] ?? 'info',
    text: text.slice(1),
  }))
}
