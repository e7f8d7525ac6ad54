import type { z } from 'zod'
import type { grantSchema, needsSchema } from './grant-schema.ts'

export type Grant = z.output<typeof grantSchema>
export type GrantKind = Grant['kind']

/** What a grant is about. A server has at most one of each; adding another replaces it. */
export function grantKey(grant: Grant): string {
  switch (grant.kind) {
    case 'directory':
      return `directory ${grant.guestPath}`
    case 'host':
      return `host ${grant.pattern}`
    case 'environment':
    case 'pass-through':
      return `environment ${grant.name}`
    case 'config':
      return `config ${grant.key}`
    case 'secret':
      return `${grant.as} ${grant.name}`
    case 'keyvalue':
      return 'keyvalue'
    default:
      return grant satisfies never
  }
}

/** One sentence from the server's side, without a full stop. Never contains a value that could be secret. */
export function sayGrant(grant: Grant): string {
  switch (grant.kind) {
    case 'directory': {
      const elsewhere = grant.guestPath === grant.hostPath ? '' : `, which it sees as ${grant.guestPath}`
      return `${grant.access === 'read' ? 'Read' : 'Read and change'} ${grant.hostPath} and everything in it${elsewhere}`
    }
    case 'host':
      return `Send HTTP requests to ${sayPattern(grant.pattern)}${grant.private ? ', also in your own network' : ''}`
    case 'environment':
      return `Get the variable ${grant.name}`
    case 'pass-through':
      return `Get the variable ${grant.name} of this computer`
    case 'config':
      return `Get the configuration value ${grant.key}`
    case 'secret':
      return `Get the secret ${grant.secret} as the ${grant.as === 'config' ? 'configuration value' : 'variable'} ${grant.name}`
    case 'keyvalue':
      return 'Keep data of its own in a key-value store'
    default:
      return grant satisfies never
  }
}

/** How it is held, and what the server gets when it tries more. One or two sentences. */
export function sayHeld(grant: Grant): string {
  switch (grant.kind) {
    case 'directory':
      return grant.access === 'read'
        ? 'Held by the files guard: writes, renames, links and truncation answer "read-only file system".'
        : 'Held by wasmtime: the folder is the only thing opened. Links out of it are refused.'
    case 'host':
      return "Held by the HTTP guard and Belljar's proxy: for every other host it answers 403 and says why."
    case 'environment':
    case 'pass-through':
      return 'Given at the start. Other variables do not exist for it.'
    case 'config':
      return 'Given at the start by the configuration guard. Other keys do not exist for it.'
    case 'secret':
      return 'Read from the store at the start, never in an argument or a file, and blanked out in every record.'
    case 'keyvalue':
      return 'Held by the key-value guard: a store of its own, up to its quota.'
    default:
      return grant satisfies never
  }
}

/** All that a server may touch, in a few words: "nothing", "2 folders, api.example.com". */
export function describeGrants(grants: readonly Grant[]): string {
  const folders = grants.filter(({ kind }) => kind === 'directory').length
  const hosts = grants.flatMap((grant) => (grant.kind === 'host' ? [grant.pattern] : []))
  const values = grants.filter(
    ({ kind }) => kind === 'environment' || kind === 'pass-through' || kind === 'config',
  ).length
  const secrets = grants.filter(({ kind }) => kind === 'secret').length
  const parts = [
    count(folders, 'folder'),
    hosts.length > 2
      ? `${hosts.length} hosts`
      : hosts.map((host) => (host === '*' ? 'any public host' : host)).join(', '),
    count(values, 'value'),
    count(secrets, 'secret'),
    grants.some(({ kind }) => kind === 'keyvalue') ? 'a store' : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}

/** `*` is loud: it is every public address. */
function sayPattern(pattern: string): string {
  if (/^(?:https?:\/\/)?\*(?::|$)/.test(pattern)) return 'ANY public address'
  return pattern
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`
}

export type Needs = z.output<typeof needsSchema>

/** One thing that a server declares and that no grant answers. `suggest` fills the form for it. */
export interface MissingNeed {
  kind: 'directory' | 'host' | 'environment' | 'config' | 'keyvalue'
  /** What is asked for, in words: "a folder to read", "the host api.example.com", "a secret as OPENAI_API_KEY". */
  text: string
  required: boolean
  reason?: string
  /** The alternative that it belongs to, and the others, each of which would do instead. */
  choice?: { name: string; or: string[] }
  suggest: GrantSuggestion
}

/** A grant as far as it is known; what is absent the person fills in. */
export type GrantSuggestion =
  | { kind: 'directory'; path?: string; guestPath?: string; access: 'read' | 'write' }
  | { kind: 'host'; pattern?: string; private?: boolean }
  | { kind: 'environment'; name?: string; secret: boolean }
  | { kind: 'config'; key?: string; secret: boolean }
  | { kind: 'keyvalue' }
