import { createHash } from 'node:crypto'
import { canonical } from '../servers/canonical.ts'
import type { Catalog } from '../servers/catalog.ts'

/** Equal for equal tools in whatever order. Keeps nothing of them: a list can have megabytes, and is looked at each minute. */
export class ToolsPrint {
  readonly #hashes: string[] = []

  get size(): number {
    return this.#hashes.length
  }

  add(tool: unknown): void {
    this.#hashes.push(hash(canonical(tool)))
  }

  end(): string {
    return hash(this.#hashes.sort().join('\n'))
  }
}

/** A catalog is replaced as a whole, never changed. */
const known = new WeakMap<Catalog, string>()

export function printOf(catalog: Catalog): string {
  const earlier = known.get(catalog)
  if (earlier !== undefined) return earlier
  const print = new ToolsPrint()
  for (const tool of catalog.tools) print.add(tool)
  const text = print.end()
  known.set(catalog, text)
  return text
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
