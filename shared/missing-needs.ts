import type { Grant, MissingNeed, Needs } from './grants.ts'
import { matchesHost, parseHostPattern, patternText, schemePort, type HostPattern } from './host-pattern.ts'

type Item = { required: boolean; reason?: string | undefined; choice?: string | undefined }

/** The alternatives of which one is enough, in the order in which the server names them. */
export function choicesOf({ directories, hosts, environment, config, keyvalue }: Needs): string[] {
  const items: Item[] = [...directories, ...hosts, ...environment, ...config, ...(keyvalue ? [keyvalue] : [])]
  return [...new Set(items.flatMap(({ choice }) => (choice === undefined ? [] : [choice])))]
}

/** What is asked for when this alternative is taken; without one, what is asked for in any case. */
export function needsWith(needs: Needs, choice: string | undefined): Needs {
  return keep(needs, (item) => item.choice === undefined || item.choice === choice)
}

/** What belongs to one alternative, without what is asked for in any case. */
export function needsOnlyOf(needs: Needs, choice: string): Needs {
  return keep(needs, (item) => item.choice === choice)
}

function keep(needs: Needs, counts: (item: Item) => boolean): Needs {
  return {
    directories: needs.directories.filter(counts),
    hosts: needs.hosts.filter(counts),
    environment: needs.environment.filter(counts),
    config: needs.config.filter(counts),
    ...(needs.keyvalue && counts(needs.keyvalue) && { keyvalue: needs.keyvalue }),
  }
}

/**
 * What a server declares as required and has not been answered, in the order in which it declares it. Where one of several
 * alternatives is enough these are of the one that is nearest to being granted, else of the first.
 */
export function missingNeeds(needs: Needs, grants: readonly Grant[]): MissingNeed[] {
  return lacking(needs, grants).filter(({ required }) => required)
}

/** The alternative that is nearest to being granted, else the first; undefined where there are none. */
export function nearestChoice(needs: Needs, grants: readonly Grant[]): string | undefined {
  const open = (choice: string | undefined, given: readonly Grant[]) => unanswered(needsWith(needs, choice), given)
  const required = (choice: string | undefined) => open(choice, grants).filter((need) => need.required).length
  /** Of what belongs to this alternative alone. */
  const left = (choice: string, given: readonly Grant[]) => open(choice, given).length - open(undefined, given).length
  const choices = choicesOf(needs)
  const complete = choices.find((choice) => required(choice) === required(undefined))
  if (complete !== undefined) return complete
  const begun = choices.filter((choice) => left(choice, grants) < left(choice, []))
  return begun.sort((a, b) => required(a) - required(b))[0] ?? choices[0]
}

/** All that it asks for, required or not, and has not been answered; of several alternatives, of the given or the nearest one. */
export function lacking(needs: Needs, grants: readonly Grant[], choice = nearestChoice(needs, grants)): MissingNeed[] {
  const or = choicesOf(needs).filter((other) => other !== choice)
  return unanswered(needsWith(needs, choice), grants).map(({ choice: of, ...need }) => ({
    ...need,
    ...(of !== undefined && or.length > 0 && { choice: { name: of, or } }),
  }))
}

type Unanswered = Omit<MissingNeed, 'choice'> & { choice?: string | undefined }

function unanswered(needs: Needs, grants: readonly Grant[]): Unanswered[] {
  const values = (as: 'environment' | 'config') =>
    new Set(
      grants.flatMap((grant) => {
        if (grant.kind === 'secret') return grant.as === as ? [grant.name] : []
        if (as === 'config') return grant.kind === 'config' ? [grant.key] : []
        return grant.kind === 'environment' || grant.kind === 'pass-through' ? [grant.name] : []
      }),
    )
  const variables = values('environment')
  const keys = values('config')
  const missing: Unanswered[] = missingFolders(needs, grants)
  const hosts = grants.flatMap((grant) => (grant.kind === 'host' ? [grant.pattern] : []))
  for (const { pattern, ...item } of needs.hosts) {
    if (hosts.some((granted) => answers(granted, pattern))) continue
    const text = isAny(pattern) ? 'hosts' : `the host ${pattern}`
    missing.push({ kind: 'host', text, ...facts(item), suggest: { kind: 'host', pattern } })
  }
  for (const { name, secret, ...item } of needs.environment) {
    if (variables.has(name)) continue
    const text = secret ? `a secret as ${name}` : `the variable ${name}`
    missing.push({ kind: 'environment', text, ...facts(item), suggest: { kind: 'environment', name, secret } })
  }
  for (const { key, secret, ...item } of needs.config) {
    if (keys.has(key)) continue
    const text = secret ? `a secret as the configuration value ${key}` : `the configuration value ${key}`
    missing.push({ kind: 'config', text, ...facts(item), suggest: { kind: 'config', key, secret } })
  }
  if (needs.keyvalue && !grants.some(({ kind }) => kind === 'keyvalue')) {
    missing.push({
      kind: 'keyvalue',
      text: 'a store of its own',
      ...facts(needs.keyvalue),
      suggest: { kind: 'keyvalue' },
    })
  }
  return missing
}

/** Each granted folder answers one need. Who asks to change a folder and is given one to read was answered too: with less. */
function missingFolders({ directories }: Needs, grants: readonly Grant[]): Unanswered[] {
  const granted = grants.flatMap((grant) => (grant.kind === 'directory' ? [grant.access] : []))
  const take = (access: string) => {
    const at = granted.indexOf(access as 'read' | 'write')
    if (at >= 0) granted.splice(at, 1)
    return at >= 0
  }
  const pass = (open: Needs['directories'], asked: string, given: string) =>
    open.filter((need) => need.access !== asked || !take(given))
  // What is required chooses first, and what fits exactly before what is less or more.
  const one = (wanted: Needs['directories']) =>
    (
      [
        ['write', 'write'],
        ['read', 'read'],
        ['read', 'write'],
        ['write', 'read'],
      ] as const
    ).reduce((open, [asked, given]) => pass(open, asked, given), wanted)
  const open = new Set([
    ...one(directories.filter(({ required }) => required)),
    ...one(directories.filter(({ required }) => !required)),
  ])
  return directories
    .filter((need) => open.has(need))
    .map(({ access, ...item }) => ({
      kind: 'directory',
      text: access === 'write' ? 'a folder to read and change' : 'a folder to read',
      ...facts(item),
      suggest: { kind: 'directory', access },
    }))
}

/** Whether a granted pattern lets at least the wanted one through, or a part of it where many are wanted. */
function answers(granted: string, wanted: string): boolean {
  const grant = parseHostPattern(granted)
  const need = parseHostPattern(wanted)
  if ('message' in grant) return false
  // What cannot be granted is not waited for.
  if ('message' in need) return true
  if (patternText(grant) === patternText(need)) return true
  if (need.wildcard === 'none') return covers(grant, need)
  if (grant.wildcard === 'any' || need.wildcard === 'any') return true
  if (grant.wildcard === 'none') return covers(need, grant)
  return grant.host.endsWith(`.${need.host}`) || need.host.endsWith(`.${grant.host}`)
}

function covers(wide: HostPattern, narrow: HostPattern): boolean {
  const scheme = narrow.scheme ?? wide.scheme ?? 'https'
  const port = typeof narrow.port === 'number' ? narrow.port : schemePort[scheme]
  return matchesHost(wide, { scheme, host: narrow.host, port })
}

/** Every public address, with or without a scheme. */
export function isAny(pattern: string): boolean {
  const read = parseHostPattern(pattern)
  return !('message' in read) && read.wildcard === 'any'
}

function facts({ required, reason, choice }: Item): Pick<Unanswered, 'required' | 'reason' | 'choice'> {
  return { required, ...(reason !== undefined && { reason }), ...(choice !== undefined && { choice }) }
}
