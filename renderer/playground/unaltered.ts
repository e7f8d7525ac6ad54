import { writeJson } from './exact.ts'
import { readJson } from './read-json.ts'

/** How records write what they blank out; see electron/core/records. */
const blanked = /\[redacted\]/

/** The arguments of a recorded call as far as they are what was sent, and a sentence where that is not all. */
export function unaltered(args: string, altered: boolean): { text: string; missing?: string } {
  const read = readJson(args)
  if ('mistake' in read)
    return {
      text: '{}',
      missing: 'The record holds only a part of the arguments of this call, so they are not filled in.',
    }
  if (!altered) return { text: writeJson(read.value) }
  const names: string[] = []
  const value = without(read.value, [], names)
  const which = names.length > 0 ? ` Left out: ${names.slice(0, 5).join(', ')}.` : ''
  return {
    text: writeJson(value ?? {}),
    missing: `The record holds not everything that was sent: secrets are blanked out and long texts cut.${which}`,
  }
}

/** Undefined stands for what is to be left out. */
function without(value: unknown, path: string[], names: string[]): unknown {
  if (typeof value === 'string') {
    if (!blanked.test(value)) return value
    names.push(path.join('.'))
    return undefined
  }
  if (Array.isArray(value))
    return value.map((one, i) => without(one, [...path, String(i + 1)], names)).filter((one) => one !== undefined)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, without(one, [...path, key], names)] as const)
      .filter(([, one]) => one !== undefined),
  )
}
