import { isIP } from 'node:net'
import { printable } from '../servers/printable.ts'
import { entriesOf, quoted, type Fields, type Found } from './found.ts'

/** permissions.network: hosts. */
export function readNetwork(value: unknown, found: Found): void {
  const where = 'permissions.network'
  const { allow, deny, unclear } = entriesOf(where, value, found)
  const denied = deny.map((entry) => look(entry).pattern)
  for (const entry of allow) {
    const { pattern, warnings, why } = look(entry)
    if (pattern === undefined) {
      found.unsupported.push(`${where}.allow ${quoted(entry)}: ${why}`)
      continue
    }
    const cut = deny.find((_, i) => overlap(pattern, denied[i]))
    if (unclear || cut)
      found.unsupported.push(
        `${where}.allow ${quoted(entry)} is left out, because ${cut ? quoted(cut) : 'something'} is denied and that cannot be held.`,
      )
    else found.candidates.push({ grant: { kind: 'host', pattern, private: false }, warnings })
  }
}

type Looked =
  { pattern: string; warnings: string[]; why?: never } | { pattern?: undefined; warnings?: never; why: string }

function look(entry: Fields): Looked {
  const other = Object.keys(entry).find((key) => key !== 'host' && key !== 'cidr')
  if (other !== undefined) return { why: `its part ${printable(other)} has no counterpart here.` }
  const { host, cidr } = entry
  if (host === undefined && typeof cidr === 'string') return ofCidr(cidr)
  if (cidr !== undefined || typeof host !== 'string' || host === '') return { why: 'its host should be a text.' }
  return ofHost(host)
}

/** Some files name a page where a host is meant. */
function ofHost(text: string): Looked {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? [undefined, undefined, text]
  if (scheme !== undefined && !/^https?$/i.test(scheme)) return { why: 'only http and https can be granted.' }
  const host = rest?.replace(/[/?#].*$/s, '') ?? ''
  if (host === '') return { why: 'it names no host.' }
  if (host === text) return { pattern: host.toLowerCase(), warnings: [] }
  return {
    pattern: host.toLowerCase(),
    warnings: [`The file says ${printable(text)}; only the host of it is granted, with http and https and every path.`],
  }
}

/** A range of one address is that address. */
function ofCidr(cidr: string): Looked {
  const [address = '', bits] = cidr.split('/')
  const family = isIP(address)
  if (family === 0) return { why: 'it is no range of addresses.' }
  if (bits !== (family === 4 ? '32' : '128')) return { why: 'ranges of addresses cannot be granted, single ones can.' }
  return { pattern: family === 6 ? `[${address.toLowerCase()}]` : address, warnings: [] }
}

/** Some host is meant by both. What is denied in a way that is not understood could be any. */
function overlap(pattern: string, denied: string | undefined): boolean {
  if (denied === undefined) return true
  const [a, b] = [hostOf(pattern), hostOf(denied)]
  return a === b || matches(a, b) || matches(b, a)
}

/** Without port, and without the dot that a name may end with. */
function hostOf(pattern: string): string {
  const bare = pattern.startsWith('[') ? pattern.replace(/(?<=\]):.*$/, '') : pattern.replace(/:[^:]*$/, '')
  return bare.replace(/\.$/, '')
}

function matches(pattern: string, host: string): boolean {
  return pattern === '*' || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)))
}
