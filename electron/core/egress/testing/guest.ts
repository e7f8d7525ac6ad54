import http from 'node:http'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Grant } from '../../../../shared/grants.ts'
import { grantSchema } from '../../../../shared/grant-schema.ts'
import type { Asked } from '../../denials/asked.ts'
import { KeyValueStores } from '../../keyvalue/key-value-stores.ts'
import { Egress } from '../egress.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { Resolve } from '../resolve.ts'
import { certificate } from './certificate.ts'

export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

/** What wasmtime is for the proxy: sends what the guard made of a guest's request. */
export class TestGuest {
  readonly asked: Asked[] = []
  readonly facts: RequestFacts[] = []
  begun = 0
  readonly token: string
  readonly leave: () => void
  readonly #egress: Egress
  #waiting: (() => void)[] = []

  constructor(egress: Egress, grants: readonly Grant[], server = 'server') {
    this.#egress = egress
    const { token, leave } = egress.admit({
      server,
      grants,
      report: (asked) => this.asked.push(asked),
      requesting: () => {
        this.begun += 1
        return (facts) => {
          this.facts.push(facts)
          for (const go of this.#waiting.splice(0)) go()
        }
      },
    })
    this.token = token
    this.leave = leave
  }

  /** `target` is `SCHEME/AUTHORITY/PATH?QUERY`. */
  open(target: string, options: http.RequestOptions = {}): http.ClientRequest {
    const [host, port] = this.#egress.address.split(':')
    return http.request({ host, port, path: `/${this.token}/${target}`, agent: false, ...options })
  }

  async send(target: string, options: http.RequestOptions = {}, body?: string | Buffer): Promise<Answer> {
    const request = this.open(target, options)
    request.end(body)
    return read(await answerTo(request))
  }

  /** The facts of the n-th request that ended. */
  async factsOf(number: number): Promise<RequestFacts> {
    for (;;) {
      const facts = this.facts[number]
      if (facts) return facts
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }
}

export function answerTo(request: http.ClientRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => request.once('response', resolve).once('error', reject))
}

export async function read(answer: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }
}

export function host(pattern: string, leave = false): Grant {
  return grantSchema.parse({ kind: 'host', pattern, private: leave })
}

export async function openEgress(
  resolve?: Resolve,
): Promise<{ egress: Egress; stores: KeyValueStores; folder: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'belljar-egress-'))
  const stores = KeyValueStores.open(path.join(folder, 'keyvalue'))
  const egress = await Egress.open({ keyvalue: stores, ca: certificate.ca, ...(resolve && { resolve }) })
  return { egress, stores, folder }
}
