import { Worker } from 'node:worker_threads'
import type { Notice } from '../../../shared/domain.ts'
import type { FromWorker, Questions, Row, ToWorker, WorkerData } from './messages.ts'

interface Options {
  file: URL
  data: WorkerData
  secrets(): string[]
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
}

/** Restarts of a thread that ended by itself, before it is given up. */
const restarts = 5

/** The host's end of the records' thread. Nothing here rejects for what the thread cannot do: it says why instead. */
export class WorkerLink {
  readonly #options: Options
  readonly #waiting = new Map<number, (message: FromWorker | undefined) => void>()
  #worker: Worker | undefined
  #lastId = 0
  #secretsSent = 0
  #ended = 0
  #closing = false
  #ready: ((ready: { lastSeq: number; why?: string }) => void) | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** Settles also when the thread does not come up; `why` says so then. */
  start(): Promise<{ lastSeq: number; why?: string }> {
    return new Promise((resolve) => {
      this.#ready = resolve
      this.#start()
    })
  }

  /** Nothing when stored, else why not. */
  async write(rows: Row[]): Promise<string | undefined> {
    const secrets = this.#options.secrets()
    const fresh = secrets.length !== this.#secretsSent
    this.#secretsSent = secrets.length
    const answer = await this.#send((id) => ({ kind: 'write', id, rows, ...(fresh ? { secrets } : {}) }))
    if (answer?.kind === 'written') return undefined
    return answer?.kind === 'failed' ? answer.why : 'the thread that writes them ended'
  }

  /** `otherwise` when the database cannot answer. */
  async ask<N extends keyof Questions>(
    name: N,
    input: Questions[N]['ask'],
    otherwise: Questions[N]['answer'],
  ): Promise<Questions[N]['answer']> {
    const answer = await this.#send((id) => ({ kind: 'ask', id, name, input }))
    return answer?.kind === 'answer' ? (answer.value as Questions[N]['answer']) : otherwise
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

  #send(message: (id: number) => ToWorker): Promise<FromWorker | undefined> {
    const worker = this.#worker
    if (!worker) return Promise.resolve(undefined)
    const id = ++this.#lastId
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      worker.postMessage(message(id))
    })
  }

  #start(): void {
    this.#secretsSent = 0
    let worker: Worker
    try {
      worker = new Worker(this.#options.file, { workerData: this.#options.data, name: 'belljar records' })
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
    else if (message.kind === 'ready') {
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
    this.#ready?.({ lastSeq: Date.now(), why: reason instanceof Error ? reason.message : 'its thread ended' })
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
