import { randomUUID } from 'node:crypto'
import type { Asker } from '../asker.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Json } from '../sessions/message.ts'
import type { CallOptions } from '../sessions/call-tool.ts'
import { paced } from './paced.ts'
import { readProgress } from './read-progress.ts'

/** Progress goes out so often at most. */
const everyMs = 100

/** The calls that one asker began and has not had an answer to. They end with it. */
export class Runs {
  readonly #asker: Asker
  readonly #running = new Map<string, AbortController>()

  constructor(asker: Asker) {
    this.#asker = asker
    asker.gone.addEventListener('abort', () => {
      for (const run of this.#running.values()) run.abort()
    })
  }

  /** Calls with what lets the asker follow and cancel it. */
  async call<T>(run: string | undefined, call: (options: CallOptions) => Promise<T>): Promise<T> {
    const name = run ?? randomUUID()
    if (this.#running.has(name))
      throw new ProblemError({ code: 'conflict', message: `There is a run "${name}" already.` })
    const abort = new AbortController()
    if (this.#asker.gone.aborted) abort.abort()
    this.#running.set(name, abort)
    const told = paced(everyMs, (params: Json) => {
      const progress = readProgress(params)
      if (progress && run !== undefined) this.#asker.tell?.('run.progress', { run, ...progress })
    })
    try {
      return await call({ signal: abort.signal, ...(run !== undefined && { onProgress: told.say }) })
    } finally {
      told.end()
      this.#running.delete(name)
    }
  }

  cancel(run: string): void {
    const running = this.#running.get(run)
    if (!running)
      throw new ProblemError({
        code: 'not-found',
        message: 'This call is not running.',
        hint: 'It may be over already.',
      })
    running.abort()
  }
}
