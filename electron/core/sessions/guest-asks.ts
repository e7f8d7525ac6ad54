import type { RequestId } from './journal.ts'
import { internalError, type Json, type RpcError } from './message.ts'

/** Something that a guest wants of the client in mid-call: elicitation, sampling, roots. */
export interface Ask {
  method: string
  params: Json
  /** Aborted when the guest wants it no more, or ended. */
  signal: AbortSignal
  /** What the request it belongs to was tagged with. On stdio a guest does not say which one that is: the oldest. */
  tag: unknown
  /** Tells the guest about it while it waits. */
  tell(method: string, params: Json): void
}

/** Rejects an ask with exactly this error. */
export class RpcRefusal extends Error {
  override readonly name = 'RpcRefusal'
  readonly error: RpcError
  constructor(error: RpcError) {
    super(error.message)
    this.error = error
  }
}

interface GuestAsksOptions {
  ask(ask: Ask): Promise<Json>
  write(message: object): boolean
  hold(): () => void
  current(): unknown
}

/** The requests of a guest to its client, answered once each. */
export class GuestAsks {
  readonly #options: GuestAsksOptions
  readonly #open = new Map<RequestId, AbortController>()

  constructor(options: GuestAsksOptions) {
    this.#options = options
  }

  take({ id, method, params }: { id: RequestId; method: string; params: Json }): void {
    const { ask, write, hold, current } = this.#options
    const abort = new AbortController()
    this.#open.set(id, abort)
    const goOn = hold()
    const answer = (message: object) => {
      if (this.#open.get(id) !== abort) return
      this.#open.delete(id)
      goOn()
      write({ jsonrpc: '2.0', id, ...message })
    }
    abort.signal.addEventListener('abort', goOn)
    const tell = (name: string, about: Json) => void write({ jsonrpc: '2.0', method: name, params: about })
    ask({ method, params, signal: abort.signal, tag: current(), tell }).then(
      (result) => answer({ result }),
      (error: unknown) =>
        answer({
          error:
            error instanceof RpcRefusal
              ? error.error
              : { code: internalError, message: 'Belljar could not pass this on.' },
        }),
    )
  }

  cancelled(id: unknown): void {
    const abort = this.#open.get(id as RequestId)
    this.#open.delete(id as RequestId)
    abort?.abort()
  }

  abort(): void {
    const open = [...this.#open.values()]
    this.#open.clear()
    for (const abort of open) abort.abort()
  }
}
