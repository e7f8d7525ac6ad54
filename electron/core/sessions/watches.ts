import type { RequestId } from './journal.ts'
import { isObject, type Json } from './message.ts'
import type { Served } from './served.ts'

/** The resources that a client watches: one by one in the older revisions, by `subscriptions/listen` in the modern one. */
export class Watches {
  readonly #find: (uri: string) => Served | undefined
  readonly #single = new Set<string>()
  readonly #listening = new Map<RequestId, string[]>()

  constructor(find: (uri: string) => Served | undefined) {
    this.#find = find
  }

  subscribe(uri: string, on: boolean): void {
    if (on) this.#single.add(uri)
    else this.#single.delete(uri)
  }

  /** Returns what is watched by it and where. */
  listen(id: RequestId, params: Json): { uri: string; server: Served }[] {
    const wanted = isObject(params['notifications']) ? params['notifications']['resourceSubscriptions'] : undefined
    const uris = Array.isArray(wanted) ? wanted.filter((uri) => typeof uri === 'string') : []
    this.#listening.set(id, uris)
    return this.#where(uris)
  }

  isListening(id: RequestId): boolean {
    return this.#listening.has(id)
  }

  /** Returns what nobody watches any more. */
  stopListening(id: RequestId): { uri: string; server: Served }[] {
    const uris = this.#listening.get(id) ?? []
    this.#listening.delete(id)
    const left = this.#all()
    return this.#where(uris.filter((uri) => !left.has(uri)))
  }

  of(server: Served): string[] {
    return [...this.#all()].filter((uri) => this.#find(uri)?.id === server.id)
  }

  #all(): Set<string> {
    return new Set([...this.#single, ...[...this.#listening.values()].flat()])
  }

  #where(uris: readonly string[]): { uri: string; server: Served }[] {
    return uris.flatMap((uri) => {
      const server = this.#find(uri)
      return server ? [{ uri, server }] : []
    })
  }
}
