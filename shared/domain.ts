import type { Grant, GrantSuggestion, MissingNeed, Needs } from './grants.ts'

/** The nouns of the application. Data only: everything here can be written as JSON. Times are ms since 1970 unless said otherwise. */

export type ServerId = string
export type SessionId = string
export type InstanceId = string

/** What went wrong with a request, in a form that survives every wire. `message` is one sentence, `hint` says what to do. */
export interface Problem {
  code: 'bad-request' | 'not-found' | 'conflict' | 'unavailable' | 'disconnected' | 'internal'
  message: string
  hint?: string
}

/** How one run of a server ended. Exactly one of these, never a mixture. */
export type Ending =
  | { kind: 'exited'; code: number }
  | { kind: 'signalled'; signal: string }
  | { kind: 'trapped'; trap: Trap }
  | { kind: 'timed-out'; afterMs: number }
  | { kind: 'not-started'; problem: Problem }

/** A WebAssembly fault as the runtime reported it. */
export interface Trap {
  /** Stable name, for instance `unreachable`, `memory-out-of-bounds`, `stack-overflow`; `unknown` when the text names none of ours. */
  code: string
  /** The runtime's own reason, or the guest's panic message where it printed one. */
  message: string
  frames: TrapFrame[]
  /** The untouched text. Kept because parsers age and evidence should not. */
  raw: string
}

export interface TrapFrame {
  index: number
  /** Byte offset in the module. */
  offset?: number
  module: string
  func: string
  at?: { file: string; line: number; column: number }
}

/** How hard we have pushed so far: closed its stdin, sent SIGTERM, sent SIGKILL. */
export type StopStep = 'asked' | 'terminated' | 'killed'

export type InstanceState =
  | { kind: 'stopped'; last?: Ending }
  | { kind: 'starting' }
  | { kind: 'running' }
  | { kind: 'stopping'; step: StopStep; problem?: Problem }
  /** After an ending before `ready`: the next try comes `delayMs` after this state began. */
  | { kind: 'waiting'; attempt: number; delayMs: number; last: Ending }
  | { kind: 'failed'; last: Ending }
  /** It ended before `ready`, and something that it declares as required is not granted. Starts again only when asked. */
  | { kind: 'needs-grants'; last: Ending }

/** One running child of a server, for one session. */
export interface Instance {
  id: InstanceId
  server: ServerId
  /** Null for the host's own use (install, playground). */
  session: SessionId | null
  state: InstanceState
  since: number
  pid?: number
}

/** How a server's wasm speaks. Later kinds are added here. */
export type Kind = 'stdio'

export interface Tool {
  /** The server's own name for it. */
  name: string
  /** What clients see: unique over all servers and at most 64 characters. Never changes by itself once given. */
  clientName: string
  title?: string
  description?: string
  inputSchema: unknown
  /** Self-declared by the server, never trusted. */
  annotations?: { readOnlyHint?: boolean; destructiveHint?: boolean; idempotentHint?: boolean; openWorldHint?: boolean }
  enabled: boolean
  /** Held back from clients until it is approved: it is not what was approved. `before` is absent for a tool that is new. */
  held?: { before?: ToolFace; after: ToolFace }
}

/** What a person approves of a tool: what a model reads. */
export interface ToolFace {
  name: string
  title?: string
  description?: string
  inputSchema: unknown
  outputSchema?: unknown
  annotations?: unknown
}

export interface Limits {
  /** Linear memory of the whole component. */
  memoryBytes: number
  callMs: number
  startMs: number
  idleMs: number
  /** Calls at a time in one instance; further ones wait. */
  calls: number
  /** Open files, streams and sockets. */
  handles: number
  /** Bytes of one answer. */
  outputBytes: number
}

export const defaultLimits: Limits = {
  memoryBytes: 256 * 1024 * 1024,
  callMs: 50_000,
  startMs: 10_000,
  idleMs: 300_000,
  calls: 8,
  handles: 1024,
  outputBytes: 32 * 1024 * 1024,
}

/** An installed server. */
export interface Server {
  id: ServerId
  /** Unique, `^[a-z0-9][a-z0-9-]{0,31}$`; the id is the name it was installed with. */
  name: string
  title?: string
  description?: string
  version?: string
  instructions?: string
  kind: Kind
  /** sha256 of the wasm, hex. */
  hash: string
  /** Bytes. */
  size: number
  bundled: boolean
  installedAt: number
  /** What the person wants. */
  enabled: boolean
  /** Declares itself stateful: never stopped for being idle. */
  stateful: boolean
  limits: Limits
  grants: Grant[]
  /** What it declares that it will ask for. */
  needs: Needs
  /** What it declares as required and does not have. */
  missing: MissingNeed[]
  /** sha256 over (wasm, grants, tool descriptors) as approved, hex. */
  approval: string
  /** Why none of its grants is in force: what is on disk is not what was approved. One sentence. */
  withheld?: string
  /** Instances that run with other grants or limits than these. */
  stale: number
  tools: Tool[]
  /** Counts of what else it serves. */
  prompts: number
  resources: number
  /** What is: a summary of its instances (the worst that wants a look, else the most alive). */
  state: InstanceState
  /** Client names with a running instance. */
  runningFor: string[]
  instances: number
  callCount: number
  trapCount: number
  lastCallAt?: number
  /** Why it cannot be used now, for instance its wasm is missing. */
  problem?: Problem
}

/** What a wasm file is, found by looking at its bytes, before anything of it runs. */
export interface Inspection {
  hash: string
  size: number
  suggestedName: string
  kind: Kind | null
  /** Why it was recognised as this kind, or what it was recognised as instead; one sentence. */
  reason: string
  format: 'core module' | 'component' | 'other'
  imports: string[]
  exports: string[]
  /** What it declares that it will ask for. */
  needs: Needs
  /** Present when it cannot be added. */
  problem?: Problem
}

/** One client connection. */
export interface Session {
  id: SessionId
  /** As the client calls itself; null until it said so. */
  client: { name: string; version: string } | null
  era: 'legacy' | 'modern' | null
  protocolVersion: string | null
  /** `all`, or one server's id. */
  serving: string
  connectedAt: number
}

export type CallOutcome =
  | 'pending'
  | 'answered'
  | 'tool-error'
  | 'error'
  | 'trapped'
  | 'exited'
  | 'timed-out'
  | 'cancelled'
  | 'refused'
  | 'host-lost'

/** One tools/call. The list form carries previews; `calls.get` has the whole. */
export interface Call {
  id: string
  at: number
  server: ServerId
  tool: string
  session: SessionId | null
  client: string
  outcome: CallOutcome
  /** From the client's request to its answer; absent while pending. */
  durationMs?: number
  /** First 200 characters of the arguments' JSON, redacted. */
  argsPreview: string
  /** First 200 characters of the result, redacted. */
  resultPreview?: string
  /** Bytes of the result's JSON. */
  resultBytes?: number
  /** One line: why it failed. */
  reason?: string
  trap?: string
}

export interface CallDetail extends Call {
  /** JSON text, redacted, cut at 1 MB with a mark. */
  args: string
  result?: string
}

export interface LogLine {
  seq: number
  at: number
  server: ServerId
  session: SessionId | null
  instance?: InstanceId
  /** stderr: the guest's own; stdout: noise that was not JSON-RPC; mcp: a logging notification; host: what Belljar says about the server. */
  source: 'stderr' | 'stdout' | 'mcp' | 'host'
  level: 'debug' | 'info' | 'warning' | 'error'
  text: string
}

export interface TrapRecord extends Trap {
  id: string
  at: number
  server: ServerId
  session: SessionId | null
  client: string
  tool?: string
  call?: string
}

/** An access that no grant allowed. Equal ones of one call are one record. */
export interface Denial {
  id: string
  at: number
  server: ServerId
  session: SessionId | null
  instance?: InstanceId
  client: string
  tool?: string
  call?: string
  /** Who said so. A guess was read from the text of an answer. */
  by: 'guard' | 'proxy' | 'guess'
  /** One sentence without a full stop: "Denied a write to /src/Cargo.toml". Guest text in it is printable. */
  text: string
  /** Why, one sentence: "The folder is granted read-only." */
  reason: string
  /** What would allow it; absent where nothing can. */
  suggest?: GrantSuggestion
  /** How often it was tried. */
  count: number
}

/** One HTTP request that a server sent or tried to send. Paths and bodies are not kept: they can hold secrets. */
export interface OutgoingRequest {
  id: string
  at: number
  server: ServerId
  session: SessionId | null
  /** Absent when several calls were pending. */
  call?: string
  method: string
  /** `https://api.example.com:8443`. */
  origin: string
  outcome: 'answered' | 'denied' | 'failed'
  status?: number
  /** Why it was denied or failed, one sentence. */
  reason?: string
  /** Bytes of the bodies. */
  sentBytes: number
  receivedBytes: number
  durationMs: number
}

/** A secret without its value. */
export interface SecretInfo {
  name: string
  setAt: number
  /** Servers that it is granted to. */
  usedBy: ServerId[]
}

export interface SecretsState {
  /** `file`: encrypted, with its key in a file beside it, because this computer has no keychain that can be used. */
  kept: 'keychain' | 'file'
  /** One sentence when kept in a file. */
  warning?: string
  secrets: SecretInfo[]
}

/** What granting would mean, before it is done. */
export interface GrantPlan {
  /** As it will be stored: links resolved, lower case, defaults filled in. */
  grant: Grant
  sentence: string
  held: string
  /** Things to know, one sentence each. */
  warnings: string[]
  /** Present when the person must say yes once more: why. */
  ask?: string
  /** It takes the place of this one. */
  replaces?: Grant
}

/** A change of grants, limits, secrets or settings that the command line asked for. */
export interface GrantRequest {
  id: string
  at: number
  /** Null when it is about no one server. */
  server: ServerId | null
  /** Sentences: "Allow: Read /data and everything in it". */
  changes: string[]
}

/** What a policy file of another program means here. */
export interface PolicyPlan {
  plans: GrantPlan[]
  limits: Partial<Limits>
  /** Parts that have no counterpart here, one sentence each. */
  unsupported: string[]
  /** Parts that may not be granted, one sentence each. */
  refused: string[]
}

/** A folder on the host, for choosing one. */
export interface FolderView {
  /** Absolute, links resolved. */
  path: string
  parent: string | null
  /** Names of the folders inside, sorted; at most 1000. */
  folders: string[]
  /** Why it could not be granted, one sentence. */
  refused?: string
}

/** How a server is run with its grants. */
export interface HeldView {
  /** In order: what was done to its bytes and how it starts, for people. */
  steps: { done: boolean; text: string; detail?: string }[]
}

export interface AppSettings {
  /** Changes of grants from the command line wait until they are confirmed in the window. */
  confirmCli: boolean
}

/** The wasmtime binary: where it stands. `detail` is one line for people. */
export type RuntimeState =
  | { kind: 'looking' }
  | { kind: 'downloading'; version: string; done: number; total: number | null }
  | { kind: 'building'; version: string; done: number; total: number | null; startedAt: number; detail: string }
  | { kind: 'ready'; version: string; path: string; from: 'WASMTIME' | 'cache' | 'download' | 'build' }
  | { kind: 'failed'; problem: Problem }

/** Something the person should know that is not tied to a server, for instance a damaged file that was set aside. */
export interface Notice {
  id: string
  at: number
  level: 'info' | 'warning' | 'error'
  message: string
  hint?: string
}

/** One row of the table of clients. */
export interface ClientState {
  id: string
  name: string
  /** The config file, whether or not it exists. */
  path: string
  /** Looks installed here. */
  found: boolean
  status: 'connected' | 'not-connected' | 'changed-outside' | 'unreadable'
  /** One sentence when unreadable or changed-outside. */
  detail?: string
  canUndo: boolean
  /** What the person must do after a change, one sentence per step. */
  then: string[]
}

/** The exact change that connecting would make. */
export interface ConfigPlan {
  client: string
  path: string
  /** Null when the file does not exist yet. */
  before: string | null
  after: string
  /** A complete config file with only our entry, for copying. */
  snippet: string
  command: string
  args: string[]
  /** What `clients.connect` must be given back, so that only what was shown is written. */
  token: string
  /** Why it cannot be written; then `after` is `before`, and the snippet can still be copied. */
  problem?: Problem
}

export interface Snapshot {
  version: string
  home: string
  mode: 'desktop' | 'browser'
  platform: string
  /** Nothing was ever switched on or installed here. */
  firstRun: boolean
  runtime: RuntimeState
  servers: Server[]
  sessions: Session[]
  clients: ClientState[]
  notices: Notice[]
  settings: AppSettings
  /** Newest first, at most 50, those that were not dismissed. */
  denials: Denial[]
  grantRequests: GrantRequest[]
  /** The window can show the system's own folder picker. */
  canPickFolder: boolean
}
