import fuzzysort, { type SnapshotKeys } from 'fuzzysort'
import type { Entry } from './entry.ts'

/** More than anybody reads; fewer letters find fewer things. */
const most = 50
/** So many of the best by letters are ranked once more. */
const looked = 300
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
  const options = { limit: looked, threshold: 0.3 }
  const best = new Map<Entry, number>()
  // What was used lately may be beyond the best of all by letters alone.
  const lately = entries.filter(({ key }) => used.has(key))
  for (const found of [fuzzysort.go(wanted, indexOf(entries), options), fuzzysort.go(wanted, indexOf(lately), options)])
    for (const { obj, score } of found) best.set(obj, score + (used.get(obj.key) ?? 0) * forRecent + weights[obj.kind])
  const found = [...best].sort(([, a], [, b]) => b - a).slice(0, most)
  return found.length === 0 ? [] : [{ value: 'Found', items: found.map(([entry]) => entry) }]
}

const indexes = new WeakMap<readonly Entry[], SnapshotKeys<Entry>>()

/** Made once for a list: every further letter costs a few ms for thousands of entries. */
function indexOf(entries: readonly Entry[]): SnapshotKeys<Entry> {
  const keys = ['text', (entry: Entry) => `${entry.text} ${entry.second ?? ''} ${entry.also ?? ''}`]
  const index = indexes.get(entries) ?? fuzzysort.snapshot(entries, { keys })
  indexes.set(entries, index)
  return index
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
