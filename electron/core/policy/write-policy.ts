import { stringify } from 'yaml'
import { defaultLimits, type Limits } from '../../../shared/domain.ts'
import { sayGrant, type Grant } from '../../../shared/grants.ts'

interface Stored {
  name: string
  grants: readonly Grant[]
  limits: Limits
}

/** A policy.yaml of Wassette that allows no more than the grants do. What it cannot say is listed, one sentence each. */
export function writePolicy({ name, grants, limits }: Stored): { text: string; unsupported: string[] } {
  const unsupported: string[] = []
  const storage: unknown[] = []
  const network: unknown[] = []
  const environment: unknown[] = []
  const cannot = (grant: Grant, why: string) => void unsupported.push(`${sayGrant(grant)}: ${why}`)
  for (const grant of grants) {
    switch (grant.kind) {
      case 'directory':
        if (/[*]/.test(grant.hostPath)) {
          cannot(grant, 'the file cannot name a folder with an asterisk, so it is left out.')
          break
        }
        if (grant.guestPath !== guestOf(grant.hostPath))
          cannot(grant, 'the file cannot say that it is seen under another path.')
        storage.push({ uri: uriOf(grant.hostPath), access: grant.access === 'read' ? ['read'] : ['read', 'write'] })
        break
      case 'host': {
        const address = /^\[(.+)\]$/.exec(grant.pattern)?.[1]
        if (address !== undefined) network.push({ cidr: `${address}/128` })
        else if (/^[^*:/[\]]+$|^\*\.[^*:/[\]]+$/.test(grant.pattern)) network.push({ host: grant.pattern })
        else {
          cannot(grant, 'the file knows no schemes, no ports and no "every host", so it is left out.')
          break
        }
        if (grant.private) cannot(grant, 'the file cannot say that it may lie in your own network.')
        break
      }
      case 'pass-through':
        environment.push({ key: grant.name })
        break
      case 'environment':
      case 'config':
      case 'secret':
        cannot(grant, 'the file cannot hold values, so it is left out.')
        break
      case 'keyvalue':
        cannot(grant, 'the file knows no stores, so it is left out.')
        break
      default:
        grant satisfies never
    }
  }
  for (const key of ['callMs', 'startMs', 'idleMs', 'calls', 'handles', 'outputBytes'] as const)
    if (limits[key] !== defaultLimits[key]) unsupported.push(`The limit ${words[key]}: the file knows memory only.`)
  const permissions = {
    ...(storage.length > 0 && { storage: { allow: storage } }),
    ...(network.length > 0 && { network: { allow: network } }),
    ...(environment.length > 0 && { environment: { allow: environment } }),
  }
  const policy = {
    version: '1.0',
    description: `What ${name} may touch in Belljar`,
    permissions,
    resources: { limits: { memory: amount(limits.memoryBytes) } },
  }
  return { text: stringify(policy, { lineWidth: 0, aliasDuplicateObjects: false }), unsupported }
}

const words = {
  callMs: 'of the time of a call',
  startMs: 'of the time of a start',
  idleMs: 'of the idle time',
  calls: 'of calls at a time',
  handles: 'of open handles',
  outputBytes: 'of the size of an answer',
} as const

/** What a server sees a folder as when nobody says otherwise. */
function guestOf(hostPath: string): string {
  const drive = /^([A-Za-z]):[\\/]?/.exec(hostPath)
  if (!drive) return hostPath
  return `/${drive[1]?.toLowerCase()}/${hostPath.slice(drive[0].length).replaceAll('\\', '/')}`.replace(/\/$/, '')
}

function uriOf(hostPath: string): string {
  const path = /^[A-Za-z]:/.test(hostPath) ? `/${hostPath.replaceAll('\\', '/')}` : hostPath
  return `fs://${path.replace(/\/$/, '')}/**`
}

/** With a unit, as a bare number means something else in older files. */
function amount(bytes: number): string {
  for (const [unit, scale] of [
    ['Gi', 1024 ** 3],
    ['Mi', 1024 ** 2],
    ['Ki', 1024],
  ] as const)
    if (bytes % scale === 0) return `${bytes / scale}${unit}`
  return String(bytes)
}
