import { realpathSync } from 'node:fs'
import path from 'node:path'
import type { Server } from '../../shared/domain.ts'
import { grantKey, type Grant } from '../../shared/grants.ts'
import { normaliseHostPattern } from '../../shared/host-pattern.ts'
import { UsageError } from './failure.ts'
import { sizeOf } from './quantities.ts'

/** What options belong to which kind of grant. */
export interface GrantOptions {
  write?: boolean
  private?: boolean
  as?: string
  config?: string
  quota?: string
}

const kinds = ['dir', 'host', 'env', 'config', 'secret', 'keyvalue'] as const
const optionsOf: Record<(typeof kinds)[number], readonly (keyof GrantOptions)[]> = {
  dir: ['write'],
  host: ['private'],
  env: [],
  config: [],
  secret: ['as', 'config'],
  keyvalue: ['quota'],
}
const forms = {
  dir: 'dir HOST-PATH [GUEST-PATH] [--write]',
  host: 'host PATTERN [--private]',
  env: 'env NAME[=VALUE]',
  config: 'config KEY=VALUE',
  secret: 'secret NAME [--as VARIABLE | --config KEY]',
  keyvalue: 'keyvalue [--quota 16MB]',
}

/** A grant from the words behind `grant SERVER`. Throws UsageError for what is not one. */
export function grantOf(words: readonly string[], options: GrantOptions): Grant {
  const [kind, subject, more, ...rest] = words
  if (!isKind(kind)) throw new UsageError(notAKind(kind))
  const other = (Object.keys(options) as (keyof GrantOptions)[]).find(
    (name) => ['write', 'private', 'as', 'config', 'quota'].includes(name) && !optionsOf[kind].includes(name),
  )
  const wrong = kind === 'keyvalue' ? subject !== undefined : subject === undefined || subject === ''
  if (other !== undefined || wrong || rest.length > 0 || (more !== undefined && kind !== 'dir'))
    throw new UsageError(`${kind} takes: belljar grant SERVER ${forms[kind]}`)
  const word = subject ?? ''
  switch (kind) {
    case 'dir': {
      const hostPath = wholePath(word)
      return { kind: 'directory', hostPath, guestPath: more ?? hostPath, access: options.write ? 'write' : 'read' }
    }
    case 'host':
      return { kind: 'host', pattern: word, private: options.private ?? false }
    case 'env': {
      const [name, value] = split(word)
      if (name === '') throw new UsageError(`env takes: belljar grant SERVER ${forms.env}`)
      return value === undefined ? { kind: 'pass-through', name } : { kind: 'environment', name, value }
    }
    case 'config': {
      const [key, value] = split(word)
      if (key === '' || value === undefined) throw new UsageError(`config takes: belljar grant SERVER ${forms.config}`)
      return { kind: 'config', key, value }
    }
    case 'secret':
      if (options.as !== undefined && options.config !== undefined)
        throw new UsageError(
          'A secret is given as a variable (--as) or as a configuration value (--config), not as both.',
        )
      return {
        kind: 'secret',
        secret: word,
        as: options.config === undefined ? 'environment' : 'config',
        name: options.config ?? options.as ?? word,
      }
    case 'keyvalue':
      return { kind: 'keyvalue', quotaBytes: options.quota === undefined ? 16 * 1024 * 1024 : quotaOf(options.quota) }
    default:
      return kind satisfies never
  }
}

function quotaOf(text: string): number {
  const bytes = sizeOf(text)
  if (bytes < 4096 || bytes > 2 ** 40) throw new UsageError('A key-value store can keep 4KB to 1024GB.')
  return bytes
}

/** Keys of the grants of a server that the words behind `revoke SERVER` mean. Empty when it has none of them. */
export function revokedBy(
  words: readonly string[],
  options: GrantOptions,
  { grants }: Pick<Server, 'grants'>,
): string[] {
  const [kind, subject, more] = words
  if (!isKind(kind)) throw new UsageError(notAKind(kind))
  if (kind !== 'keyvalue' && !subject) throw new UsageError(`revoke takes: belljar revoke SERVER ${forms[kind]}`)
  const word = subject ?? ''
  const matches = (grant: Grant): boolean => {
    switch (grant.kind) {
      case 'directory':
        return kind === 'dir' && samePath(grant, word) && (more === undefined || grant.guestPath === more)
      case 'host':
        return kind === 'host' && grant.pattern === normaliseHostPattern(word)
      case 'environment':
      case 'pass-through':
        return kind === 'env' && grant.name === split(word)[0]
      case 'config':
        return kind === 'config' && grant.key === split(word)[0]
      case 'secret': {
        const as = options.config === undefined ? options.as : undefined
        if (kind !== 'secret' || grant.secret !== word) return false
        if (options.config !== undefined) return grant.as === 'config' && grant.name === options.config
        return as === undefined || (grant.as === 'environment' && grant.name === as)
      }
      case 'keyvalue':
        return kind === 'keyvalue'
      default:
        return grant satisfies never
    }
  }
  return grants.filter(matches).map(grantKey)
}

/** As it is stored, as it is written here, where that leads to now, or as the server sees it. */
function samePath(grant: Extract<Grant, { kind: 'directory' }>, word: string): boolean {
  const here = wholePath(word)
  return [word, here, realPath(here)].some((one) => one === grant.hostPath || one === grant.guestPath)
}

/** The folder of a grant may be gone. */
function realPath(folder: string): string | undefined {
  try {
    return realpathSync.native(folder)
  } catch {
    return undefined
  }
}

/** The host may have another working directory. What begins with ~ is for the host to fill in. */
function wholePath(word: string): string {
  if (word.startsWith('~')) return word
  // On Windows /c/Users is C:\\Users, which the host knows.
  return process.platform === 'win32' && /^\/[a-z](?:\/|$)/i.test(word) ? word : path.resolve(word)
}

function split(word: string): [name: string, value?: string] {
  const at = word.indexOf('=')
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)]
}

function isKind(word: string | undefined): word is (typeof kinds)[number] {
  return kinds.some((kind) => kind === word)
}

function notAKind(word: string | undefined): string {
  const said = word === undefined ? 'What should be granted was not said' : `"${word}" is no kind of grant`
  return `${said}. There are: ${Object.values(forms).join(', ')}.`
}
