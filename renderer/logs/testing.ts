import type { Input } from '../../shared/contract.ts'
import type { LogCount, LogLine, LogNews } from '../../shared/records.ts'
import { fits } from './log-query.ts'
import type { TailParts } from './tail-view.ts'

/** For tests: lines and how a host answers about them, some time after it was asked. */
export class LinesToAsk {
  readonly lines: LogLine[] = []
  asks: string[] = []
  /** ms until an answer is made up, and from then until it is there. */
  delays: [number, number] = [5, 5]
  #told = 0
  #seq = 0

  print(server: string, count = 1, more: Partial<LogLine> = {}): void {
    for (let index = 0; index < count; index++) {
      const seq = ++this.#seq
      this.lines.push({
        ...{ seq, at: seq * 10, server, session: null, source: 'stderr', level: 'info', text: `line ${seq}` },
        ...more,
      })
    }
  }

  news(most = 300): LogNews {
    const fresh = this.lines.slice(this.#told)
    this.#told = this.lines.length
    const counts: Record<string, number> = {}
    for (const { server } of fresh) counts[server] = (counts[server] ?? 0) + 1
    return { lines: fresh.slice(-most), counts, last: this.#seq }
  }

  find(query: Input<'logs.list'>): LogLine[] {
    const { find, before, after, limit = 200 } = query
    const found = this.lines.filter(
      (line) =>
        fits(line, query) &&
        (before === undefined || line.seq < before) &&
        (after === undefined || line.seq > after) &&
        (find === undefined || line.text.includes(find)),
    )
    return after !== undefined && before === undefined ? found.slice(0, limit) : found.slice(-limit)
  }

  readonly parts: TailParts = {
    list: async (query) => {
      this.asks.push('list')
      return this.#later(() => this.find(query))
    },
    count: async (query) => {
      this.asks.push('count')
      return this.#later((): LogCount => {
        const found = this.find({ ...query, limit: Infinity })
        return { lines: found.length, exact: true, ...(found.length > 0 && { last: found.at(-1)?.seq ?? 0 }) }
      })
    },
    problemOf: (error) => ({ code: 'internal', message: String(error) }),
    frame: (callback) => void setTimeout(callback, 16),
  }

  async #later<T>(answer: () => T): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, this.delays[0]))
    const made = answer()
    await new Promise((resolve) => setTimeout(resolve, this.delays[1]))
    return made
  }
}
