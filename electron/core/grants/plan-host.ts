import type { Grant } from '../../../shared/grants.ts'
import { isAddress, parseHostPattern, patternText, type HostPattern } from '../../../shared/host-pattern.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { isPublicAddress } from '../egress/address-kind.ts'
import { refuse, type GrantContext, type Planned } from './grant-context.ts'
import { refuseUnused } from './refuse-unused.ts'

type Host = Extract<Grant, { kind: 'host' }>

/** A person waits for the answer. */
const lookupMs = 2_000

/** Looks at a host that is to be granted. What its name leads to is looked at again at every request. */
export async function planHost(context: GrantContext, wanted: Host): Promise<Planned<Host>> {
  refuseUnused(context, 'wasi:http/outgoing-handler', 'so it cannot send requests to any host')
  const pattern = parseHostPattern(wanted.pattern)
  if ('message' in pattern) throw new ProblemError(pattern)
  const grant: Host = { kind: 'host', pattern: patternText(pattern), private: wanted.private }
  if (pattern.wildcard === 'any') {
    if (wanted.private)
      throw refuse(
        'Every host together with your own network is never granted: that would be everything.',
        'Grant * for public addresses, and each host of your own network by its name.',
      )
    const all =
      'With * the server can send whatever it gets to see to ANY public address, also to one that a prompt names.'
    return { grant, warnings: [all, ...unencrypted(pattern)], ask: all }
  }
  return { grant, warnings: [...unencrypted(pattern), ...(await ownNetwork(context, pattern, wanted.private))] }
}

function unencrypted({ scheme, host }: HostPattern): string[] {
  if (scheme === 'https' || isOwn(host)) return []
  return scheme === 'http'
    ? ['Requests with http:// can be read and changed by everybody on the way.']
    : ['Without https:// in front, the server may also send requests that everybody on the way can read.']
}

async function ownNetwork(context: GrantContext, pattern: HostPattern, allowed: boolean): Promise<string[]> {
  const { host, wildcard } = pattern
  if (isAddress(host))
    return isPublicAddress(bare(host)) ? [] : [`${host} is an address of this computer or of your own network.`]
  if (host === 'localhost') return ['localhost is this computer: whatever listens there can be reached.']
  if (allowed)
    return [`Where ${patternText(pattern)} leads into your own network, the server can reach what stands there.`]
  if (wildcard !== 'none') return []
  const found = await Promise.race([
    context.addresses(host).catch(() => undefined),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), lookupMs).unref()),
  ])
  if (found === null) return [`What ${host} leads to could not be found out in time.`]
  if (!found || found.length === 0) return [`The name ${host} leads nowhere at the moment.`]
  const inside = found.find((address) => !isPublicAddress(address))
  return inside === undefined
    ? []
    : [
        `${host} leads to ${inside} now, in your own network, and that is refused. Grant it with "private" if it is meant.`,
      ]
}

function isOwn(host: string): boolean {
  return host === 'localhost' || (isAddress(host) && !isPublicAddress(bare(host)))
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}
