import { needsSchema } from '../../../shared/grant-schema.ts'
import type { Needs } from '../../../shared/grants.ts'
import { listed, printable } from './printable.ts'

/** The custom section in which a server declares what it will ask for; see docs/needs.md. */
export const needsSection = 'belljar.needs'

const maxBytes = 64 * 1024
const known = new Set(Object.keys(needsSchema.shape))
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** `sections`: what was found, the outermost first. `note`: one sentence for people when not all of it is used. */
export function readNeeds(sections: readonly Uint8Array[]): { needs: Needs; note?: string } {
  const [first, ...others] = sections
  if (!first) return { needs: nothing() }
  if (first.length > maxBytes) return ignored('it is larger than 64 KB')
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(first))
  } catch {
    return ignored('it is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ignored('it is no JSON object')
  const parsed = needsSchema.safeParse(value)
  if (!parsed.success)
    return ignored(`"${printable(parsed.error.issues[0]?.path.join('.') ?? '')}" is not as it must be`)
  const needs = shown(parsed.data)
  const strange = Object.keys(value).filter((key) => !known.has(key))
  if (strange.length > 0)
    return { needs, note: `It also declares that it needs ${listed(strange)}, which is not known here.` }
  if (others.length > 0)
    return { needs, note: 'Several of its parts declare what they need; only the first of these was read.' }
  return { needs }
}

function nothing(): Needs {
  return needsSchema.parse({})
}

function ignored(why: string): { needs: Needs; note: string } {
  return { needs: nothing(), note: `What it declares that it needs was ignored: ${why}.` }
}

/** The same with every text made printable: they are shown to people as they are. */
function shown<T>(value: T): T {
  if (typeof value === 'string') return printable(value, 300) as T
  if (Array.isArray(value)) return value.map((item: unknown) => shown(item)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(inner as unknown)])) as T
}
