import { z } from 'zod'

/**
 * One permission of a server. Everything that is not granted is denied. There is no kind for sockets and none for a whole
 * environment or network: these are never granted.
 */
export const grantSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('directory'),
    /** Absolute, links resolved. */
    hostPath: z.string().min(1).max(4096),
    /** Absolute, with slashes: what the server sees. */
    guestPath: z.string().min(1).max(4096),
    access: z.enum(['read', 'write']),
  }),
  z.strictObject({
    kind: z.literal('host'),
    /**
     * `[http://|https://]HOST[:PORT]`, lower case. HOST is a name, `*.name`, an address, or `*` for every public address. Without a
     * scheme both are meant, without a port the scheme's own, `:*` is every port.
     */
    pattern: z.string().min(1).max(300),
    /** Also where the name leads to a private, loopback or link-local address. An address that is written out needs no such leave. */
    private: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('environment'), name: z.string().min(1).max(200), value: z.string().max(32_768) }),
  /** The value that the variable has where the host runs, read at every start. */
  z.strictObject({ kind: z.literal('pass-through'), name: z.string().min(1).max(200) }),
  /** For servers that import wasi:config. */
  z.strictObject({ kind: z.literal('config'), key: z.string().min(1).max(200), value: z.string().max(32_768) }),
  z.strictObject({
    kind: z.literal('secret'),
    /** Name in the store of secrets. */
    secret: z.string().min(1).max(100),
    as: z.enum(['environment', 'config']),
    /** The variable or configuration key through which the server gets it. */
    name: z.string().min(1).max(200),
  }),
  z.strictObject({
    kind: z.literal('keyvalue'),
    quotaBytes: z
      .number()
      .int()
      .min(4096)
      .max(2 ** 40)
      .default(16 * 1024 * 1024),
  }),
])

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

/** `choice` names an alternative: of several one is enough, with all that is required in it. */
const need = {
  required: z.boolean().default(false),
  reason: z.string().max(300).optional(),
  choice: z.string().min(1).max(60).optional(),
}

/** What a server declares that it will ask for, in a custom section `belljar.needs` (JSON). Never a grant by itself. */
export const needsSchema = z.object({
  directories: z
    .array(
      z.object({
        access: z.enum(['read', 'write']).default('read'),
        ...need,
      }),
    )
    .max(20)
    .default([]),
  hosts: z
    .array(
      z.object({
        pattern: z.string().max(300),
        ...need,
      }),
    )
    .max(100)
    .default([]),
  environment: z
    .array(
      z.object({
        name: z.string().max(200),
        secret: z.boolean().default(false),
        ...need,
      }),
    )
    .max(100)
    .default([]),
  config: z
    .array(
      z.object({
        key: z.string().max(200),
        secret: z.boolean().default(false),
        ...need,
      }),
    )
    .max(100)
    .default([]),
  keyvalue: z.object(need).optional(),
})

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
