import type { Needs } from '../../shared/grants.ts'
import type { IconName } from '../ui/icon.tsx'
import { asksFor, type Asked, type Need } from './needs.ts'

export interface Ability {
  icon: IconName
  can: string
  gets: string
  /** `harmless`: it gets it, and can do no harm with it. `never`: no grant for it exists. */
  tone: 'nothing' | 'harmless' | 'never'
  imports: string[]
  /** What it declares that it will ask for of this. */
  asks: Asked[]
}

interface Rule extends Omit<Ability, 'imports' | 'asks'> {
  of: RegExp
  need?: Need
}

/** What can be asked for without importing anything of its own: it comes as a variable or a configuration value. */
const secret: Omit<Rule, 'of'> = {
  need: 'secrets',
  icon: 'key',
  can: 'Use a secret',
  gets: 'no secret',
  tone: 'nothing',
}

/*
 * Both ways in which WASI is imported: interfaces of components (`wasi:filesystem/types@0.2.3`)
 * and functions of core modules (`wasi_snapshot_preview1.path_open`). First match wins.
 */
const rules: readonly Rule[] = [
  { of: /^wasi:http\//u, need: 'hosts', icon: 'host', can: 'Open web addresses', gets: 'no host', tone: 'nothing' },
  {
    of: /^wasi:sockets\/|preview1\W+sock_/u,
    icon: 'plug',
    can: 'Open raw connections',
    gets: 'never granted, every attempt fails',
    tone: 'never',
  },
  {
    of: /^wasi:filesystem\/|preview1\W+(?:path_|fd_readdir|fd_prestat|fd_seek|fd_sync|fd_filestat)/u,
    need: 'directories',
    icon: 'folder',
    can: 'Read and change files',
    gets: 'no folder',
    tone: 'nothing',
  },
  {
    of: /^wasi:cli\/environment|preview1\W+(?:environ_|args_)/u,
    need: 'variables',
    icon: 'env',
    can: 'Read environment variables',
    gets: 'an empty list',
    tone: 'nothing',
  },
  {
    of: /^wasi:keyvalue\//u,
    need: 'store',
    icon: 'store',
    can: 'Keep data of its own in a key-value store',
    gets: 'no store',
    tone: 'nothing',
  },
  {
    of: /^wasi:config\//u,
    need: 'config',
    icon: 'settings',
    can: 'Read configuration values',
    gets: 'no value',
    tone: 'nothing',
  },
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

/** What a file could do with what it imports, what it asks for, and what of that it will get: nothing that could do harm. */
export function abilities(imports: readonly string[], needs: Needs = noNeeds): Ability[] {
  const asked = asksFor(needs)
  const found = new Map<string, Ability>()
  const able = ({ icon, can, gets, tone, need }: Omit<Rule, 'of'>): Ability => {
    const known = found.get(can) ?? { icon, can, gets, tone, imports: [], asks: need ? asked[need] : [] }
    found.set(can, known)
    return known
  }
  for (const name of imports) able(rules.find(({ of }) => of.test(name)) ?? other).imports.push(name)
  // Also what it asks for and could not use: that is worth a question.
  for (const rule of [...rules, secret]) if (rule.need && asked[rule.need].length > 0) able(rule)
  const order = [...rules.map(({ can }) => can), secret.can, other.can]
  return [...found.values()].sort((a, b) => order.indexOf(a.can) - order.indexOf(b.can))
}

const noNeeds: Needs = { directories: [], hosts: [], environment: [], config: [] }

const other: Omit<Rule, 'of'> = {
  icon: 'env',
  can: 'Use something else',
  gets: 'not provided',
  tone: 'never',
}
