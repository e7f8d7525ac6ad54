import path from 'node:path'
import type { Denial } from '../../../shared/access.ts'
import type { Grant, GrantSuggestion } from '../../../shared/grants.ts'
import { printable } from '../servers/printable.ts'
import type { Asked } from './asked.ts'
import { hostPathOf, isInside, mountOf, type DirectoryGrant } from './guest-path.ts'

export type Said = Pick<Denial, 'text' | 'reason' | 'suggest'>

/** Characters of a guest's text in a sentence. */
const most = 300

/** What was denied, why, and what would allow it, for people. A guest's text is bounded and printable in all of it. */
export function sayAsked(
  asked: Asked,
  grants: readonly Grant[],
  by: Denial['by'],
  platform: NodeJS.Platform = process.platform,
): Said {
  const said = say(asked, grants, by === 'guess' ? 'Probably denied' : 'Denied', platform)
  // What a person cannot see in the form they should not grant with it.
  return said.suggest && Object.values(said.suggest).some(hides) ? { text: said.text, reason: said.reason } : said
}

function say(asked: Asked, grants: readonly Grant[], denied: string, platform: NodeJS.Platform): Said {
  switch (asked.kind) {
    case 'write': {
      const mount = mountOf(grants, asked.path)
      return {
        text: `${denied} a write to ${shown(asked.path)}`,
        reason: mount ? 'The folder is granted read-only.' : 'No granted folder holds it.',
        ...(mount ? { suggest: writable(mount) } : folderOf(asked.path, grants, 'write', platform)),
      }
    }
    case 'outside':
      return {
        text: `${denied} ${shown(asked.path)}`,
        reason: 'It leads out of the granted folder.',
        ...folderOf(asked.path, grants, 'read', platform),
      }
    case 'path':
      return {
        text: `${denied} ${shown(asked.path)}`,
        reason: 'No granted folder holds it.',
        ...folderOf(asked.path, grants, 'read', platform),
      }
    case 'socket':
      return { text: `${denied} ${saySocket(asked)}`, reason: 'Sockets are never granted.' }
    case 'host':
      return { text: `${denied} a request to ${shown(asked.origin)}`, ...sayHost(asked) }
    case 'config':
      return {
        text: `${denied} the configuration value ${shown(asked.key)}`,
        reason: 'No value of this name is granted.',
        suggest: { kind: 'config', key: asked.key, secret: isSecretName(asked.key) },
      }
    case 'variable':
      return {
        text: `${denied} the variable ${shown(asked.name)}`,
        reason: 'No variable of this name is granted.',
        suggest: { kind: 'environment', name: asked.name, secret: isSecretName(asked.name) },
      }
    case 'keyvalue':
      return asked.why === 'quota'
        ? { text: `${denied} keeping more data`, reason: sayQuota(grants), suggest: { kind: 'keyvalue' } }
        : {
            text: `${denied} the use of a key-value store`,
            reason: 'A store is not granted.',
            suggest: { kind: 'keyvalue' },
          }
    default:
      return asked satisfies never
  }
}

/** The same grant, to change: under another guest path it would be a second one. */
function writable({ hostPath, guestPath }: DirectoryGrant): GrantSuggestion {
  return { kind: 'directory', path: hostPath, ...(guestPath !== hostPath && { guestPath }), access: 'write' }
}

/** The folder that a path lies in, on the host; nothing where that is all of a disk, or granted already. */
function folderOf(
  guestPath: string,
  grants: readonly Grant[],
  access: 'read' | 'write',
  platform: NodeJS.Platform,
): { suggest?: GrantSuggestion } {
  const flavour = platform === 'win32' ? path.win32 : path.posix
  const found = hostPathOf(grants, guestPath, platform)
  const folder = found && flavour.dirname(found)
  if (!folder || folder === flavour.parse(folder).root) return {}
  const has = (grant: Grant) => grant.kind === 'directory' && isInside(grant.hostPath, folder, platform)
  return grants.some(has) ? {} : { suggest: { kind: 'directory', path: folder, access } }
}

function saySocket({ protocol, target }: Extract<Asked, { kind: 'socket' }>): string {
  switch (protocol) {
    case 'tcp':
      return target ? `a TCP connection to ${shown(target)}` : 'a TCP socket'
    case 'udp':
      return target ? `a UDP packet to ${shown(target)}` : 'a UDP socket'
    case 'name':
      return target ? `looking up the name ${shown(target)}` : 'looking up a name'
    default:
      return protocol satisfies never
  }
}

function sayHost({ origin, why }: Extract<Asked, { kind: 'host' }>): Pick<Said, 'reason' | 'suggest'> {
  // An origin that is written otherwise than here could say one host to a person and another to a program.
  const pattern = /^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/.test(origin) ? origin : undefined
  switch (why) {
    case 'not-granted':
      return { reason: 'The host is not granted.', ...(pattern && { suggest: { kind: 'host', pattern } }) }
    case 'private':
      return {
        reason: 'It is an address in your own network.',
        ...(pattern && { suggest: { kind: 'host', pattern, private: true } }),
      }
    case 'malformed':
      return { reason: 'The address is malformed.' }
    default:
      return why satisfies never
  }
}

function sayQuota(grants: readonly Grant[]): string {
  const grant = grants.find((one) => one.kind === 'keyvalue')
  const megabytes = grant ? ` of ${Math.round((grant.quotaBytes / 1024 / 1024) * 10) / 10} MB` : ''
  return `Its store has reached its quota${megabytes}.`
}

function isSecretName(name: string): boolean {
  return /key|token|secret|passw|credential/i.test(name)
}

function shown(text: string): string {
  return printable(text, most)
}

function hides(value: unknown): boolean {
  return typeof value === 'string' && printable(value, 4096) !== value
}
