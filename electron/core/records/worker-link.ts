import { Worker } from 'node:worker_threads'
import type { Notice } from '../../../shared/domain.ts'
import type { LogNews } from '../../../shared/records.ts'
import type { Sent } from './log-feed.ts'
import type { FeedItem, FromWorker, Questions, Row, ToWorker, WorkerData } from './messages.ts'

interface Options {
  file: URL
  data: WorkerData
  secrets(): string[]
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
  onNews?(news: LogNews): void
  /** Lines cannot be written, or can again. */
  onTrouble?(why: string | undefined, lost: number): void
}

export type Answer = { kind: 'answer'; value: unknown } | { kind: 'problem'; why: string; late?: true }

/** Restarts of a thread that ended by itself, before it is given up. */
const restarts = 5

/** The host's end of the records' thread. Nothing here rejects for what a thread cannot do: it says why instead. */
export class WorkerLink {
  readonly #options: Options
  readonly #waiting = new Map<number, (message: FromWorker | undefined) => void>()
  #worker: Worker | undefined
  #lastId = 0
  #secretsSent = 0
  #ended = 0
  #closing = false
  /** The newest line that was told. */
  #told = 0
  #ready: ((ready: { why?: string }) => void) | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** Settles also when the thread does not come up; `why` says so then. */
  start(): Promise<{ why?: string }> {
    return new Promise((resolve) => {
      this.#ready = resolve
      this.#start()
    })
  }

  /** Nothing when stored, else why not. */
  async write(rows: Row[]): Promise<string | undefined> {
    const secrets = this.#newSecrets()
    const answer = await this.#send((id) => ({ kind: 'write', id, rows, ...secrets }))
    if (answer?.kind === 'written') return undefined
    return answer?.kind === 'failed' ? answer.why : 'the thread that writes them ended'
  }

  async lines(items: FeedItem[], moved: ArrayBuffer[]): Promise<Sent> {
    if (!this.#worker) return this.#ended > restarts || this.#closing ? 'never' : 'not-sent'
    const secrets = this.#newSecrets()
    const answer = await this.#send((id) => ({ kind: 'lines', id, items, ...secrets }), moved)
    return answer?.kind === 'taken' ? 'taken' : 'lost'
  }

  async ask<N extends keyof Questions>(name: N, input: Questions[N]['ask']): Promise<Answer> {
    const answer = await this.#send((id) => ({ kind: 'ask', id, name, input }))
    if (answer?.kind === 'answer' || answer?.kind === 'problem') return answer
    return { kind: 'problem', why: 'its thread ended' }
  }

  /** Lets the thread close its file; after 3 s it is ended. */
  async close(): Promise<void> {
    this.#closing = true
    const worker = this.#worker
    if (!worker) return
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.postMessage({ kind: 'close' } satisfies ToWorker)
    const late = setTimeout(() => void worker.terminate(), 3000)
    await gone
    clearTimeout(late)
  }

  /** When there are others than the thread knows. */
  #newSecrets(): { secrets?: string[] } {
    const secrets = this.#options.secrets()
    if (secrets.length === this.#secretsSent) return {}
    this.#secretsSent = secrets.length
    return { secrets }
  }

  #send(message: (id: number) => ToWorker, moved: ArrayBuffer[] = []): Promise<FromWorker | undefined> {
    const worker = this.#worker
    if (!worker) return Promise.resolve(undefined)
    const id = ++this.#lastId
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      worker.postMessage(message(id), moved)
    })
  }

  #start(): void {
    this.#secretsSent = 0
    let worker: Worker
    try {
      worker = new Worker(this.#options.file, {
        // A flood would make V8 keep 50 MB for what lives a moment.
        resourceLimits: { maxYoungGenerationSizeMb: 16 },
        workerData: { ...this.#options.data, told: this.#told },
        name: 'belljar records',
      })
    } catch (error) {
      return this.#lost(error)
    }
    this.#worker = worker
    let reason: unknown
    worker.on('message', (message: FromWorker) => this.#heard(message))
    worker.on('error', (error) => (reason = error))
    worker.on('exit', () => {
      if (this.#worker === worker) this.#lost(reason)
    })
  }

  #heard(message: FromWorker): void {
    if (message.kind === 'notice') this.#options.onNotice(message.notice)
    else if (message.kind === 'trouble') this.#options.onTrouble?.(message.why, message.lost)
    else if (message.kind === 'news') {
      this.#told = message.news.last
      this.#options.onNews?.(message.news)
    } else if (message.kind === 'ready') {
      this.#ready?.(message)
      this.#ready = undefined
    } else {
      this.#waiting.get(message.id)?.(message)
      this.#waiting.delete(message.id)
    }
  }

  #lost(reason: unknown): void {
    this.#worker = undefined
    for (const resolve of this.#waiting.values()) resolve(undefined)
    this.#waiting.clear()
    this.#ready?.({ why: reason instanceof Error ? reason.message : 'its thread ended' })
    this.#ready = undefined
    if (this.#closing) return
    if (++this.#ended > restarts) return
    setTimeout(
      () => {
        if (!this.#closing) this.#start()
      },
      250 * 2 ** this.#ended,
    ).unref()
  }
}
