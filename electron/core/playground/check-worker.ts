import { parentPort } from 'node:worker_threads'
import { checkArguments } from './check-arguments.ts'
import type { FromChecker, ToChecker } from './check-messages.ts'
import { compileSchema, type Compiled } from './compile-schema.ts'

/** What was compiled for schemas that nobody asked about for a while is forgotten. */
const kept = 30

/** Compiles and applies schemas of guests: it is ended when one of them takes too long. */
export function runCheckWorker(): void {
  const port = parentPort
  const known = new Map<string, Compiled>()
  port?.postMessage({ id: 0, missing: true } satisfies FromChecker)
  port?.on('message', ({ id, hash, schema, json }: ToChecker) => {
    const compiled = known.get(hash) ?? (schema === undefined ? undefined : compileSchema(schema))
    if (!compiled) return port.postMessage({ id, missing: true } satisfies FromChecker)
    known.delete(hash)
    known.set(hash, compiled)
    const oldest = known.keys().next().value
    if (known.size > kept && oldest !== undefined) known.delete(oldest)
    port.postMessage({ id, checked: checkArguments(compiled, json) } satisfies FromChecker)
  })
}
