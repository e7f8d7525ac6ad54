import fuzzysort from 'fuzzysort'
import type { Entry } from './entry.ts'

/** More than anybody reads; fewer letters find fewer things. */
const most = 50
/** A whole match is 1; what was used lately is worth this much more. */
const forRecent = 0.15

export interface Group {
  value: string
  items: Entry[]
}

/** What fits, best first. Without a word: what was used last, then where one can go and what one can do. */
export function find(entries: readonly Entry[], search: string, recent: readonly string[]): Group[] {
  const wanted = search.trim()
  if (wanted === '') return atFirst(entries, recent)
  const used = new Map(recent.map((key, index) => [key, 1 - index / recent.length]))
  const found = fuzzysort.go(wanted, entries, {
    keys: ['text', (entry) => `${entry.text} ${entry.second ?? ''} ${entry.also ?? ''}`],
    limit: most,
    threshold: 0.3,
    scoreFn: (result) => result.score + (used.get(result.obj.key) ?? 0) * forRecent + weights[result.obj.kind],
  })
  return found.length === 0 ? [] : [{ value: 'Found', items: found.map(({ obj }) => obj) }]
}

/** Between equals, the whole comes before its parts and what stays before what passes. */
const weights: Record<Entry['kind'], number> = {
  Screen: 0.15,
  Server: 0.15,
  Client: 0.05,
  Action: 0.01,
  Tool: 0.01,
  Tab: -0.02,
  Trap: -0.05,
  Call: -0.05,
}

function atFirst(entries: readonly Entry[], recent: readonly string[]): Group[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]))
  const used = recent.flatMap((key) => byKey.get(key) ?? []).slice(0, 5)
  const others = entries.filter(({ key }) => !used.some((entry) => entry.key === key))
  const groups = [
    { value: 'Used last', items: used },
    { value: 'Go to', items: others.filter(({ kind }) => kind === 'Screen') },
    { value: 'Servers', items: others.filter(({ kind }) => kind === 'Server').slice(0, 12) },
    { value: 'Run', items: others.filter(({ kind, key }) => kind === 'Action' && !key.includes(' ')) },
    { value: 'Latest calls', items: others.filter(({ kind }) => kind === 'Call').slice(0, 5) },
  ]
  return groups.filter(({ items }) => items.length > 0)
}
