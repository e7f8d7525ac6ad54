import { matchesHost, parseHostPattern, patternText, schemePort } from '../../../shared/host-pattern.ts'
import type { Grant, MissingNeed, Needs } from '../../../shared/grants.ts'

/** What a server declares as required and is not granted, in the order in which it declares it. */
export function missingNeeds(needs: Needs, grants: readonly Grant[]): MissingNeed[] {
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
  const missing: MissingNeed[] = missingFolders(needs, grants)
  const hosts = grants.flatMap((grant) => (grant.kind === 'host' ? [grant.pattern] : []))
  for (const { pattern, required, reason } of needs.hosts) {
    if (!required || hosts.some((granted) => covers(granted, pattern))) continue
    missing.push({ kind: 'host', text: `the host ${pattern}`, ...because(reason), suggest: { kind: 'host', pattern } })
  }
  for (const { name, secret, required, reason } of needs.environment) {
    if (!required || variables.has(name)) continue
    const text = secret ? `a secret as ${name}` : `the variable ${name}`
    missing.push({ kind: 'environment', text, ...because(reason), suggest: { kind: 'environment', name, secret } })
  }
  for (const { key, secret, required, reason } of needs.config) {
    if (!required || keys.has(key)) continue
    const text = secret ? `a secret as the configuration value ${key}` : `the configuration value ${key}`
    missing.push({ kind: 'config', text, ...because(reason), suggest: { kind: 'config', key, secret } })
  }
  if (needs.keyvalue?.required && !grants.some(({ kind }) => kind === 'keyvalue')) {
    const { reason } = needs.keyvalue
    missing.push({ kind: 'keyvalue', text: 'a store of its own', ...because(reason), suggest: { kind: 'keyvalue' } })
  }
  return missing
}

/** Each granted folder answers one need. One that may be changed may also be read. */
function missingFolders({ directories }: Needs, grants: readonly Grant[]): MissingNeed[] {
  const granted = grants.flatMap((grant) => (grant.kind === 'directory' ? [grant.access] : []))
  const wanted = directories.filter(({ required }) => required)
  const take = (...kinds: string[]) => {
    const at = kinds.map((kind) => granted.findIndex((access) => access === kind)).find((one) => one >= 0)
    if (at !== undefined) granted.splice(at, 1)
    return at !== undefined
  }
  // Those that need more choose first.
  const writes = wanted.filter(({ access }) => access === 'write').filter(() => !take('write'))
  const reads = wanted.filter(({ access }) => access === 'read').filter(() => !take('read', 'write'))
  return wanted
    .filter((need) => writes.includes(need) || reads.includes(need))
    .map(({ access, reason }) => ({
      kind: 'directory',
      text: access === 'write' ? 'a folder to read and change' : 'a folder to read',
      ...because(reason),
      suggest: { kind: 'directory', access },
    }))
}

/** Whether a granted pattern lets at least the wanted one through. */
function covers(granted: string, wanted: string): boolean {
  const grant = parseHostPattern(granted)
  const need = parseHostPattern(wanted)
  if ('message' in grant) return false
  // What cannot be granted is not waited for.
  if ('message' in need) return true
  if (patternText(grant) === patternText(need)) return true
  if (need.wildcard !== 'none') return grant.wildcard === 'any'
  const scheme = need.scheme ?? grant.scheme ?? 'https'
  const port = typeof need.port === 'number' ? need.port : schemePort[scheme]
  return matchesHost(grant, { scheme, host: need.host, port })
}

function because(reason: string | undefined): { reason?: string } {
  return reason === undefined ? {} : { reason }
}
