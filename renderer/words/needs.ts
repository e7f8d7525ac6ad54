import type { Needs } from '../../shared/grants.ts'
import { choicesOf, needsOnlyOf, needsWith } from '../../shared/missing-needs.ts'
import { counted } from './amounts.ts'

export type Need = 'hosts' | 'directories' | 'variables' | 'store' | 'config' | 'secrets'

/** One thing that a file declares that it will ask for. */
export interface Asked {
  what: string
  /** It is a name that a machine reads. */
  name: boolean
  required: boolean
  reason?: string
  /** The alternative that it belongs to. */
  choice?: string
}

type Item = { required: boolean; reason?: string | undefined; choice?: string | undefined }

export function asksFor({ directories, hosts, environment, config, keyvalue }: Needs): Record<Need, Asked[]> {
  const named = (what: string, { required, reason, choice }: Item): Asked => ({
    ...{ what, name: true, required },
    ...(reason !== undefined && { reason }),
    ...(choice !== undefined && { choice }),
  })
  const plainly = (what: string, need: Item): Asked => ({ ...named(what, need), name: false })
  return {
    directories: directories.map((each) =>
      plainly(each.access === 'write' ? 'a folder to read and change' : 'a folder to read', each),
    ),
    hosts: hosts.map((each) => named(each.pattern, each)),
    variables: environment.filter(({ secret }) => !secret).map((each) => named(each.name, each)),
    config: config.filter(({ secret }) => !secret).map((each) => named(each.key, each)),
    secrets: [
      ...environment.filter(({ secret }) => secret).map((each) => named(each.name, each)),
      ...config.filter(({ secret }) => secret).map((each) => named(each.key, each)),
    ],
    store: keyvalue ? [plainly('a store', keyvalue)] : [],
  }
}

/** `2 hosts and 1 variable`, `1 folder, and for A 1 secret or for B 1 host`; undefined when it asks for nothing. */
export function needsWords(needs: Needs): string | undefined {
  const always = counts(needsWith(needs, undefined))
  const own = (choice: string) => counts(needsOnlyOf(needs, choice)) ?? 'nothing'
  const either = choicesOf(needs).map((choice) => `for ${choice} ${own(choice)}`)
  if (either.length === 0) return always
  return `${always === undefined ? '' : `${always}, and `}${either.join(' or ')}`
}

function counts(needs: Needs): string | undefined {
  const asked = asksFor(needs)
  const nouns: [Need, string][] = [
    ['directories', 'folder'],
    ['hosts', 'host'],
    ['variables', 'variable'],
    ['config', 'configuration value'],
    ['secrets', 'secret'],
  ]
  const parts = nouns.flatMap(([need, noun]) => (asked[need].length > 0 ? [counted(asked[need].length, noun)] : []))
  if (asked.store.length > 0) parts.push('a store')
  const last = parts.pop()
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}
