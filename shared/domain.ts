import type { Denial, GrantRequest } from './access.ts'
import type { Activity, Alert, Health, Usage } from './watching.ts'
import type { Grant, MissingNeed, Needs } from './grants.ts'

/** The nouns of the application. Data only: everything here can be written as JSON. Times are ms since 1970 unless said otherwise. */

export type ServerId = string
export type SessionId = string
export type InstanceId = string

/** What went wrong with a request, in a form that survives every wire. `message` is one sentence, `hint` says what to do. */
export interface Problem {
  code: 'bad-request' | 'not-found' | 'conflict' | 'unavailable' | 'disconnected' | 'internal'
  message: string
  hint?: string
  /** The part of what was given that it is about, where there are several: `grants.1`, `secrets.0`. */
  at?: string
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
  /**
   * It ended before `ready`, and something that it declares as required is not granted. Starts again only when asked. Without
   * `last` that was when it was installed.
   */
  | { kind: 'needs-grants'; last?: Ending }

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
  outputSchema?: unknown
  /** Self-declared by the server, never trusted. */
  annotations?: { readOnlyHint?: boolean; destructiveHint?: boolean; idempotentHint?: boolean; openWorldHint?: boolean }
  /** What the person wrote instead of the server's own; absent: as the server says. */
  given?: { name?: string; description?: string }
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
  /** A `data:` URI of an SVG, PNG or WebP image that the server brings along, at most 64 KB; never an address. */
  icon?: string
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
  /** Its traps leave a core dump. Never for a server that holds a secret. */
  coreDumps: boolean
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
  /** Of that state; absent where no instance is. */
  since?: number
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

export const themes = ['system', 'light', 'dark'] as const
export const editors = ['none', 'vscode', 'cursor', 'windsurf', 'zed', 'idea'] as const

export interface AppSettings {
  /** Changes of grants from the command line wait until they are confirmed in the window. */
  confirmCli: boolean
  theme: (typeof themes)[number]
  /** What servers get that are installed from now on. */
  limits: Limits
  /** How long and how much of logs, calls and traps is kept, whatever is reached first. */
  retention: { days: number; bytes: number }
  /** Ask every enabled server once a minute whether it works. */
  probe: boolean
  /** Show the system's notifications. */
  notify: boolean
  /** Closing the window leaves Belljar in the tray. */
  closeToTray: boolean
  /** Null where that cannot be set: in a browser, and where there is no such thing. */
  autostart: boolean | null
  /** Opens lines of source code. */
  editor: (typeof editors)[number]
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
  usage: Usage[]
  activity: Activity[]
  health: Health[]
  /** Newest first, those that were not dismissed. */
  alerts: Alert[]
  /** The window can show the system's own folder picker. */
  canPickFolder: boolean
}
