import type { IconName } from '../ui/icon.tsx'

export interface Ability {
  icon: IconName
  can: string
  gets: string
  /** `harmless`: it gets it, and can do no harm with it. `never`: no grant for it exists. */
  tone: 'nothing' | 'harmless' | 'never'
  imports: string[]
}

interface Rule extends Omit<Ability, 'imports'> {
  of: RegExp
}

/*
 * Both ways in which WASI is imported: interfaces of components (`wasi:filesystem/types@0.2.3`)
 * and functions of core modules (`wasi_snapshot_preview1.path_open`). First match wins.
 */
const rules: readonly Rule[] = [
  { of: /^wasi:http\//u, icon: 'host', can: 'Open web addresses', gets: 'no host', tone: 'nothing' },
  {
    of: /^wasi:sockets\/|preview1\W+sock_/u,
    icon: 'plug',
    can: 'Open raw connections',
    gets: 'never granted, every attempt fails',
    tone: 'never',
  },
  {
    of: /^wasi:filesystem\/|preview1\W+(?:path_|fd_readdir|fd_prestat|fd_seek|fd_sync|fd_filestat)/u,
    icon: 'folder',
    can: 'Read and change files',
    gets: 'no folder',
    tone: 'nothing',
  },
  {
    of: /^wasi:cli\/environment|preview1\W+(?:environ_|args_)/u,
    icon: 'env',
    can: 'Read environment variables',
    gets: 'an empty list',
    tone: 'nothing',
  },
  { of: /^wasi:keyvalue\/|^wasi:blobstore\//u, icon: 'store', can: 'Keep data', gets: 'no store', tone: 'nothing' },
  { of: /^wasi:config\//u, icon: 'settings', can: 'Read settings', gets: 'no settings', tone: 'nothing' },
  {
    of: /^wasi:clocks\/|preview1\W+(?:clock_|poll_)/u,
    icon: 'clock',
    can: 'Read the clock and wait',
    gets: 'yes, harmless',
    tone: 'harmless',
  },
  {
    of: /^wasi:random\/|preview1\W+random_/u,
    icon: 'dice',
    can: 'Get random numbers',
    gets: 'yes, harmless',
    tone: 'harmless',
  },
  {
    of: /^wasi:(?:cli|io)\/|preview1/u,
    icon: 'calls',
    can: 'Speak with Belljar',
    gets: 'yes, that is how it is called',
    tone: 'harmless',
  },
]

/** What a file could do with what it imports, and what of that it will get: nothing that could do harm. */
export function abilities(imports: readonly string[]): Ability[] {
  const found = new Map<string, Ability>()
  for (const name of imports) {
    const rule = rules.find(({ of }) => of.test(name)) ?? other
    const known = found.get(rule.can)
    if (known) known.imports.push(name)
    else {
      const { icon, can, gets, tone } = rule
      found.set(can, { icon, can, gets, tone, imports: [name] })
    }
  }
  const order = [...rules.map(({ can }) => can), other.can]
  return [...found.values()].sort((a, b) => order.indexOf(a.can) - order.indexOf(b.can))
}

const other: Omit<Rule, 'of'> = {
  icon: 'env',
  can: 'Use something else',
  gets: 'not provided',
  tone: 'never',
}
