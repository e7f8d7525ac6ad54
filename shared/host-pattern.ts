import type { Problem } from './domain.ts'

/** What is used of WHATWG's URL, which has no types where neither DOM nor Node are known. */
declare const URL: new (text: string) => { hostname: string }

/** A host grant's pattern, read. All that it says is compared; what is absent means every one. */
export interface HostPattern {
  scheme?: 'http' | 'https'
  /** As WHATWG's URL writes it: lower case, punycode, IPv6 in brackets; no dot at the end. Empty for `any`. */
  host: string
  /** Absent: the port that belongs to the scheme. */
  port?: number | '*'
  /** `subdomains`: names of one or more labels in front of `host`, never `host` itself. */
  wildcard: 'none' | 'subdomains' | 'any'
}

/** Where a request goes: the parts of its origin, with the port written out. */
export interface HostTarget {
  scheme: 'http' | 'https'
  /** From `normalHost`. */
  host: string
  port: number
}

export const schemePort = { http: 80, https: 443 } as const

/** Reads what a person, a file or a store says. A refusal says what to write instead. */
export function parseHostPattern(text: string): HostPattern | Problem {
  const whole = text.trim()
  if (whole === '') return refuse('No host was named.', 'Write a host, for instance api.example.com.')
  if (/[\s\p{Cc}]/u.test(whole)) return refuse('A host has no spaces in it.', 'Grant each host by itself.')
  const named = /^([a-z][a-z0-9+.-]*):\/\//i.exec(whole)
  const scheme = named?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    return refuse(
      `${scheme}:// cannot be granted, only http and https.`,
      'Write the host with http://, https:// or neither.',
    )
  const rest = whole.slice(named?.[0].length ?? 0).replace(/\/$/, '')
  const end = rest.search(/[/\\?#]/)
  if (end !== -1) {
    const what = rest.slice(end, end + 1)
    return refuse(
      `A grant is for a whole host; it cannot be narrowed by what follows "${what}".`,
      `Write ${named?.[0].toLowerCase() ?? ''}${rest.slice(0, end) || 'api.example.com'}.`,
    )
  }
  if (rest.includes('@'))
    return refuse(
      'A host is granted without a user name.',
      `Write ${rest.slice(rest.lastIndexOf('@') + 1) || 'the host alone'}.`,
    )
  const split = splitPort(rest)
  if ('message' in split) return split
  const found = readHost(split.host)
  if ('message' in found) return found
  const port = scheme !== undefined && split.port === schemePort[scheme] ? undefined : split.port
  return { ...(scheme && { scheme }), ...found, ...(port !== undefined && { port }) }
}

/** The one spelling of a pattern, as it is stored and compared. */
export function patternText(pattern: HostPattern): string {
  const host = { none: '', subdomains: '*.', any: '*' }[pattern.wildcard] + pattern.host
  return `${pattern.scheme ? `${pattern.scheme}://` : ''}${host}${pattern.port === undefined ? '' : `:${pattern.port}`}`
}

/** The one spelling of a pattern that may be written in many ways. */
export function normaliseHostPattern(text: string): string | Problem {
  const pattern = parseHostPattern(text)
  return 'message' in pattern ? pattern : patternText(pattern)
}

/** Whether a request may go there, as far as names say: what address a name leads to is another question. */
export function matchesHost(pattern: HostPattern, target: HostTarget): boolean {
  if (pattern.scheme !== undefined && pattern.scheme !== target.scheme) return false
  if (pattern.port !== '*' && (pattern.port ?? schemePort[target.scheme]) !== target.port) return false
  switch (pattern.wildcard) {
    case 'any':
      return true
    case 'subdomains':
      return target.host.endsWith(`.${pattern.host}`) && target.host.length > pattern.host.length + 1
    case 'none':
      return target.host === pattern.host
    default:
      return pattern.wildcard satisfies never
  }
}

/** A host in the spelling of `HostPattern.host`; undefined when it is none. */
export function normalHost(text: string): string | undefined {
  // What URL would quietly take out or read as the end of the host.
  if (/[\s\p{Cc}/\\?#@%]/u.test(text)) return undefined
  let host: string
  try {
    host = new URL(`http://${text}/`).hostname
  } catch {
    return undefined
  }
  if (host.startsWith('[')) return text.startsWith('[') && text.endsWith(']') ? host : undefined
  if (/:\d*$/.test(text)) return undefined
  const name = host.replace(/\.$/, '')
  return name.length <= 253 && name.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label)) ? name : undefined
}

/** Whether it is an address that is written out, in the spelling of `normalHost`. */
export function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host)
}

function readHost(text: string): Pick<HostPattern, 'host' | 'wildcard'> | Problem {
  if (text === '*') return { host: '', wildcard: 'any' }
  const below = text.startsWith('*.')
  const name = below ? text.slice(2) : text
  if (name.includes('*'))
    return refuse(
      'A * stands alone or in front, as in *.example.com.',
      'Write *.example.com for all names below it, or each name.',
    )
  const host = normalHost(name)
  if (host === undefined)
    return refuse(
      `"${text}" is not the name or the address of a host.`,
      'Write it like api.example.com, 192.168.1.20 or [::1].',
    )
  if (below && isAddress(host)) return refuse('An address has no names below it.', `Write ${host}.`)
  return { host, wildcard: below ? 'subdomains' : 'none' }
}

function splitPort(text: string): { host: string; port?: number | '*' } | Problem {
  const parts = /^((?:\*\.)?\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(text)
  const [, host = '', port] = parts ?? []
  if (!parts || port?.includes(':'))
    return refuse('An IPv6 address is written in brackets.', `Write [${text}], and a port after it, as in [::1]:8080.`)
  if (port === undefined) return { host }
  if (port === '*') return { host, port }
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0
  if (number >= 1 && number <= 65_535) return { host, port: number }
  return refuse(`"${port}" is not a port.`, 'Write a number from 1 to 65535, * for every port, or leave out the colon.')
}

function refuse(message: string, hint: string): Problem {
  return { code: 'bad-request', message, hint }
}
