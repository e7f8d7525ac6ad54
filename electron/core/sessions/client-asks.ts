import { RpcRefusal } from './guest-asks.ts'
import type { RequestId } from './journal.ts'
import { isObject, methodNotFound, type Json, type RpcResponse } from './message.ts'

/** What a person may take to answer. */
export const patienceMs = 10 * 60_000

interface Waiting {
  resolve(result: Json): void
  reject(error: Error): void
  /** The guest's own token, for the progress that the client tells. */
  token?: RequestId
  progressed?(params: Json): void
  timer: NodeJS.Timeout
}

const needs = new Map([
  ['elicitation/create', 'elicitation'],
  ['sampling/createMessage', 'sampling'],
  ['roots/list', 'roots'],
])

/** Why a client must not be asked this; undefined when it may. */
export function notAskable(method: string, capabilities: Json): RpcRefusal | undefined {
  const need = needs.get(method)
  if (need === undefined) return new RpcRefusal({ code: methodNotFound, message: 'Method not found' })
  if (isObject(capabilities[need])) return undefined
  return new RpcRefusal({ code: methodNotFound, message: `The client does not support ${need}.` })
}

/** Requests from a guest to a client of the older revisions, under ids of ours. */
export class ClientAsks {
  readonly #send: (id: string, method: string, params: Json) => void
  readonly #tell: (method: string, params: Json) => void
  readonly #waiting = new Map<RequestId, Waiting>()
  #lastId = 0

  readonly #capabilities: () => Json

  constructor(
    send: (id: string, method: string, params: Json) => void,
    tell: (method: string, params: Json) => void,
    capabilities: () => Json,
  ) {
    this.#send = send
    this.#tell = tell
    this.#capabilities = capabilities
  }

  ask(method: string, params: Json, signal: AbortSignal, progressed?: (params: Json) => void): Promise<Json> {
    const refusal = notAskable(method, this.#capabilities())
    if (refusal) return Promise.reject(refusal)
    const id = `belljar-${++this.#lastId}`
    return new Promise((resolve, reject) => {
      const end = (reason: string) => {
        if (!this.#waiting.delete(id)) return
        clearTimeout(timer)
        this.#tell('notifications/cancelled', { requestId: id, reason })
        reject(new RpcRefusal({ code: -32001, message: reason }))
      }
      const timer = setTimeout(() => end('The client did not answer in time.'), patienceMs)
      timer.unref()
      signal.addEventListener('abort', () => end('The server no longer waits for this.'))
      const meta = isObject(params['_meta']) ? params['_meta'] : undefined
      const token = meta?.['progressToken'] as RequestId | undefined
      this.#waiting.set(id, {
        resolve,
        reject,
        timer,
        ...(token !== undefined && { token }),
        ...(progressed && { progressed }),
      })
      this.#send(id, method, token === undefined ? params : { ...params, _meta: { ...meta, progressToken: id } })
    })
  }

  /** The client answered. False when nobody waits for it. */
  answered(response: RpcResponse): boolean {
    const waiting = this.#waiting.get(response.id)
    if (!waiting) return false
    this.#waiting.delete(response.id)
    clearTimeout(waiting.timer)
    if ('result' in response) waiting.resolve(response.result)
    else waiting.reject(new RpcRefusal(response.error))
    return true
  }

  progress(params: Json): void {
    const waiting = this.#waiting.get(params['progressToken'] as RequestId)
    if (waiting?.token !== undefined) waiting.progressed?.({ ...params, progressToken: waiting.token })
  }

  close(): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(new RpcRefusal({ code: -32001, message: 'The client is gone.' }))
    }
    this.#waiting.clear()
  }
}
