import { safeText } from '../words/hidden.ts'

const mostEntries = 500
const deepest = 40
const longest = 2_000

/** What a tree shows of a value: lists and texts of any length are cut where nobody would read on, and nothing in it acts. */
export function forTree(value: unknown, depth = 0): unknown {
  if (typeof value === 'string')
    return safeText(value.length > longest ? `${value.slice(0, longest)}… (${value.length} characters)` : value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= deepest) return '…'
  const entries = Object.entries(value)
  const shown = entries.slice(0, mostEntries).map(([key, one]) => [safeText(key), forTree(one, depth + 1)] as const)
  const more = entries.length - shown.length
  if (Array.isArray(value)) return [...shown.map(([, one]) => one), ...(more > 0 ? [`… ${more} more`] : [])]
  return Object.fromEntries(more > 0 ? [...shown, ['…', `${more} more`]] : shown)
}
