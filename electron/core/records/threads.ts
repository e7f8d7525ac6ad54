import type { Notice } from '../../../shared/domain.ts'
import type { LogNews } from '../../../shared/records.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { liveBytes } from './live-signature.ts'
import type { FeedItem, Limits, Questions, Row } from './messages.ts'
import type { Trouble } from './trouble.ts'
import { WorkerLink } from './worker-link.ts'

/** Questions that may take long: another thread answers them, and the one that writes goes on writing. */
const beside = new Set<keyof Questions>([
  'logs',
  'countLogs',
  'calls',
  'latency',
  'callTools',
  'callClients',
  'health',
  'toolTail',
])

interface Options {
  file: URL
  folder: string
  limits: Limits
  secrets(): string[]
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
  onNews(news: LogNews): void
  trouble: Trouble
}

/** The thread that writes the records, and the one that reads beside it as soon as something is asked. */
export class Threads {
  readonly #writing: WorkerLink
  readonly #options: Options
  readonly #live = new SharedArrayBuffer(liveBytes)
  #reading: WorkerLink | undefined

  constructor(options: Options) {
    this.#options = options
    const { trouble } = options
    this.#writing = this.#link('write', {
      onNews: options.onNews,
      onTrouble: (why, lost) => (why === undefined ? trouble.over('lines', lost) : trouble.failed('lines', why)),
    })
  }

  start(): Promise<{ why?: string }> {
    return this.#writing.start()
  }

  write(rows: Row[]): Promise<string | undefined> {
    return this.#writing.write(rows)
  }

  lines(items: FeedItem[], moved: ArrayBuffer[]): ReturnType<WorkerLink['lines']> {
    return this.#writing.lines(items, moved)
  }

  /** `otherwise` when the database cannot answer. Rejects when a search was given up. */
  async ask<N extends keyof Questions>(
    name: N,
    input: Questions[N]['ask'],
    otherwise: Questions[N]['answer'],
  ): Promise<Questions[N]['answer']> {
    if (beside.has(name)) {
      const answer = await (await this.#reader()).ask(name, input)
      if (answer.kind === 'answer') return answer.value as Questions[N]['answer']
      if (answer.late)
        throw new ProblemError({
          code: 'unavailable',
          message: 'The search took too long.',
          hint: 'Narrow it to a server or a span of time.',
        })
    }
    // The one that writes sets a damaged file aside.
    const answer = await this.#writing.ask(name, input)
    return answer.kind === 'answer' ? (answer.value as Questions[N]['answer']) : otherwise
  }

  async close(): Promise<void> {
    await Promise.all([this.#writing.close(), this.#reading?.close()])
  }

  async #reader(): Promise<WorkerLink> {
    if (!this.#reading) {
      this.#reading = this.#link('read', {})
      await this.#reading.start()
    }
    return this.#reading
  }

  #link(role: 'write' | 'read', more: Pick<ConstructorParameters<typeof WorkerLink>[0], 'onNews' | 'onTrouble'>) {
    const { file, folder, limits, secrets, onNotice } = this.#options
    const data = { role, folder, limits, live: this.#live }
    return new WorkerLink({ file, data, secrets, onNotice, ...more })
  }
}
