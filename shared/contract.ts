import { z } from 'zod'
import type {
  Call,
  CallDetail,
  ClientState,
  ConfigPlan,
  Inspection,
  LogLine,
  Notice,
  RuntimeState,
  Server,
  Session,
  Snapshot,
  TrapRecord,
} from './domain.ts'

/**
 * Everything the renderer and the CLI may ask, and everything they may be told.
 *
 * Adding a call is two edits: a line here and a function in electron/core/api.ts.
 * Forgetting either one is a compile error.
 */
const id = z.string().min(1).max(200)
const none = z.null()
const byId = z.strictObject({ id })
const page = { server: id.optional(), limit: z.number().int().min(1).max(1000).default(200) }

/** A file to look at: a path the host can read, or the bytes themselves (a browser tab has no paths). */
const file = z.union([
  z.strictObject({ path: z.string().min(1) }),
  z.strictObject({ name: z.string().max(255), base64: z.string() }),
])

export const calls = {
  'app.snapshot': takes(none).returns<Snapshot>(),
  'app.dismiss': takes(byId).returns<null>(),
  /** An explicit Quit: bridges that are running say so to their clients. */
  'app.quit': takes(none).returns<null>(),
  'runtime.retry': takes(none).returns<RuntimeState>(),

  'servers.inspect': takes(z.strictObject({ file })).returns<Inspection>(),
  /** Installs what was inspected. It stays switched off. */
  'servers.add': takes(
    z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), name: z.string().max(64).optional() }),
  ).returns<Server>(),
  'servers.remove': takes(byId).returns<null>(),
  'servers.enable': takes(z.strictObject({ id, enabled: z.boolean() })).returns<Server>(),
  'servers.enableTool': takes(z.strictObject({ id, tool: z.string().min(1), enabled: z.boolean() })).returns<Server>(),
  /** Ends its instances; the next call starts them again. */
  'servers.stop': takes(byId).returns<Server>(),
  'servers.restart': takes(byId).returns<Server>(),
  /** Calls a tool in a fresh instance; recorded like any call. The result is MCP's CallToolResult. */
  'tools.call': takes(
    z.strictObject({ id, tool: z.string().min(1), args: z.record(z.string(), z.unknown()) }),
  ).returns<{
    call: string
    result: unknown
  }>(),

  /** Newest first; `before` is the id of the oldest one already known. */
  'calls.list': takes(z.strictObject({ ...page, before: id.optional() })).returns<Call[]>(),
  'calls.get': takes(byId).returns<CallDetail>(),
  /** Oldest first: the last `limit` lines, or those before or after a `seq`. */
  'logs.list': takes(
    z.strictObject({ ...page, before: z.number().int().optional(), after: z.number().int().optional() }),
  ).returns<LogLine[]>(),
  'traps.list': takes(z.strictObject({ ...page, before: id.optional() })).returns<TrapRecord[]>(),
  'traps.get': takes(byId).returns<TrapRecord>(),

  'clients.list': takes(none).returns<ClientState[]>(),
  'clients.plan': takes(byId).returns<ConfigPlan>(),
  'clients.connect': takes(z.strictObject({ id, token: z.string() })).returns<ClientState>(),
  'clients.undo': takes(byId).returns<ClientState>(),
}

export interface Events {
  'server.changed': Server
  'server.removed': { id: string }
  'runtime.changed': RuntimeState
  'sessions.changed': Session[]
  /** Started and ended calls, newest state of each; at most 10 times a second. */
  'calls.changed': Call[]
  'logs.appended': LogLine[]
  'traps.added': TrapRecord[]
  'clients.changed': ClientState[]
  'notices.changed': Notice[]
  /** The host is about to end. */
  'app.quitting': null
}

export type CallName = keyof typeof calls
export type EventName = keyof Events
/** What a caller gives (defaults may be left out). */
export type Input<N extends CallName> = z.input<(typeof calls)[N]['input']>
/** What the api gets, checked and with defaults filled in. */
export type Checked<N extends CallName> = z.output<(typeof calls)[N]['input']>
export type Output<N extends CallName> = Exclude<(typeof calls)[N]['output'], undefined>
export type Api = { [N in CallName]: (input: Checked<N>) => Promise<Output<N>> }

function takes<I extends z.ZodType>(input: I) {
  return { returns: <O>() => ({ input }) as { input: I; output?: O } }
}
