import { normalHost, schemePort, type HostTarget } from '../../../shared/host-pattern.ts'

/** What the guard made of a guest's request: `/TOKEN/SCHEME/AUTHORITY/PATH?QUERY`. */
export interface Envelope {
  token: string
  scheme: string
  /** As the guest gave it. */
  authority: string
  /** Path and query, untouched: what is sent on. */
  path: string
}

export function openEnvelope(url: string): Envelope | undefined {
  const [, token, scheme, authority, path] = /^\/([\w-]{43})\/([^/?]*)\/([^/?]*)(.*)$/.exec(url) ?? []
  if (token === undefined || scheme === undefined || authority === undefined || path === undefined) return undefined
  return { token, scheme, authority, path: path.startsWith('/') ? path : `/${path}` }
}

/** Undefined for whatever two programs could read in two ways: a user name, an escape, a second colon. */
export function readTarget(scheme: string, authority: string): HostTarget | undefined {
  if (scheme !== 'http' && scheme !== 'https') return undefined
  const [, name, digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(authority) ?? []
  const host = name === undefined ? undefined : normalHost(name)
  const port = digits === undefined ? schemePort[scheme] : Number(digits)
  return host === undefined || port < 1 || port > 65_535 ? undefined : { scheme, host, port }
}

/** Without a port where it is the scheme's own. */
export function originOf({ scheme, host, port }: HostTarget): string {
  return `${scheme}://${host}${port === schemePort[scheme] ? '' : `:${port}`}`
}

/** For what could not be read, so that a record can still show it. At most 300 characters. */
export function guessOrigin({ scheme, authority }: Pick<Envelope, 'scheme' | 'authority'>): string {
  return `${scheme.slice(0, 20)}://${authority}`.slice(0, 300)
}
