import { z } from 'zod'
import type {
  Denial,
  FolderView,
  GrantPlan,
  GrantRequest,
  HeldView,
  OutgoingRequest,
  PolicyPlan,
  SecretsState,
} from './access.ts'
import type {
  AppSettings,
  ClientState,
  ConfigPlan,
  Inspection,
  Notice,
  RuntimeState,
  Server,
  Session,
  Snapshot,
} from './domain.ts'
import type { About, CatalogEntry, Licence, RecordsSize } from './catalog.ts'
import { editors, themes } from './domain.ts'
import { grantSchema } from './grant-schema.ts'
import { callOutcomes, logLevels, logSources } from './records.ts'
import type {
  Call,
  CallDetail,
  Latency,
  LogCount,
  LogLine,
  LogNews,
  Reproduction,
  ToolStats,
  TrapDetail,
  TrapRecord,
} from './records.ts'
import type { Activity, Alert, Health, HealthHistory, Usage } from './watching.ts'

/**
 * Everything the renderer and the CLI may ask, and everything they may be told.
 *
 * Adding a call is two edits: a line here and a function in electron/core/api/.
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

/** A grant as a person writes it: paths may be relative to home (`~`) or have links, names may be in capitals. */
const grant = grantSchema

const ms = z.number().int().min(100).max(86_400_000)
const someLimits = z.strictObject({
  memoryBytes: z
    .number()
    .int()
    .min(1024 * 1024)
    .max(4 * 1024 ** 3)
    .optional(),
  callMs: ms.optional(),
  startMs: ms.optional(),
  idleMs: ms.optional(),
  calls: z.number().int().min(1).max(1000).optional(),
  handles: z.number().int().min(16).max(100_000).optional(),
  outputBytes: z
    .number()
    .int()
    .min(1024)
    .max(32 * 1024 * 1024)
    .optional(),
})
/** ms since 1970, the first included, the second not. */
const span = { since: z.number().optional(), until: z.number().optional() }
/** Contained in the text, whatever the case. */
const find = z.string().max(500).optional()
const ofCalls = {
  ...{ server: id.optional(), tool: z.string().max(1000).optional(), client: z.string().max(1000).optional() },
  ...span,
}
const someCalls = {
  ...ofCalls,
  outcomes: z.array(z.enum(callOutcomes)).max(20).optional(),
  slowerThanMs: z.number().min(0).optional(),
  find,
}
const someLines = {
  ...{ server: id.optional(), session: id.optional(), instance: id.optional() },
  levels: z.array(z.enum(logLevels)).max(4).optional(),
  sources: z.array(z.enum(logSources)).max(4).optional(),
  ...span,
  find,
}
const tool = z.string().min(1).max(1000)
const secretName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, 'letters, digits, dot, hyphen and underscore, at most 100')
const secret = { name: secretName, value: z.string().min(1).max(65_536) }

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
  /**
   * Stores secrets, gives grants and switches the server on; where one part is refused, nothing of it. A refusal says in `at` which
   * part. `confirmed` answers what the plans ask.
   */
  'servers.switchOn': takes(
    z.strictObject({
      id,
      grants: z.array(grant).max(100),
      secrets: z.array(z.strictObject(secret)).max(20).default([]),
      confirmed: z.boolean().default(false),
    }),
  ).returns<Server>(),
  'servers.enableTool': takes(z.strictObject({ id, tool: z.string().min(1), enabled: z.boolean() })).returns<Server>(),
  /** Shows clients the tool as it is now; without a name, all that are held back. Refused when `seen`, the `held.after` of each that the person looked at, is no longer what they are. */
  'tools.approve': takes(
    z.strictObject({ id, tool: z.string().min(1).optional(), seen: z.array(z.unknown()).max(10_000).optional() }),
  ).returns<Server>(),

  /** Looks at a grant and changes nothing. Refuses what may not be granted. `fresh`: its secret will be stored before it is given. */
  'grants.plan': takes(z.strictObject({ id, grant, fresh: z.boolean().default(false) })).returns<GrantPlan>(),
  /** Running instances keep what they have until they are restarted. `confirmed` answers the plan's `ask`. */
  'grants.add': takes(
    z.strictObject({ id, grants: z.array(grant).min(1).max(100), confirmed: z.boolean().default(false) }),
  ).returns<Server>(),
  /** By `grantKey`. */
  'grants.revoke': takes(z.strictObject({ id, keys: z.array(z.string().max(5000)).min(1).max(100) })).returns<Server>(),
  /** Puts grants in force again that were withheld because they are not what was approved. */
  'grants.approve': takes(byId).returns<Server>(),
  'grants.held': takes(byId).returns<HeldView>(),
  /** Allows or refuses a change that the command line waits for. */
  'grants.answer': takes(z.strictObject({ id, allow: z.boolean() })).returns<null>(),
  'limits.set': takes(z.strictObject({ id, limits: someLimits })).returns<Server>(),
  'policy.plan': takes(z.strictObject({ id, text: z.string().max(1_000_000) })).returns<PolicyPlan>(),
  /** As Wassette's policy.yaml; what it cannot say is listed. */
  'policy.export': takes(byId).returns<{ text: string; unsupported: string[] }>(),
  /** Writes the guarded component; the path must not exist yet unless `overwrite`. */
  'servers.export': takes(
    z.strictObject({ id, path: z.string().min(1).max(4096), overwrite: z.boolean().default(false) }),
  ).returns<{ path: string; size: number; run: string }>(),
  'secrets.list': takes(none).returns<SecretsState>(),
  'secrets.set': takes(z.strictObject(secret)).returns<SecretsState>(),
  'secrets.remove': takes(z.strictObject({ name: secretName })).returns<SecretsState>(),
  /** Null when the person chose none. Refused where there is no such dialog. */
  'folders.pick': takes(z.strictObject({ start: z.string().max(4096).optional() })).returns<string | null>(),
  'folders.look': takes(z.strictObject({ path: z.string().max(4096).optional() })).returns<FolderView>(),
  'denials.list': takes(z.strictObject({ ...page, before: id.optional(), call: id.optional() })).returns<Denial[]>(),
  /** Takes it out of what needs the person. */
  'denials.dismiss': takes(z.strictObject({ id: id.optional(), server: id.optional() })).returns<null>(),
  'requests.list': takes(z.strictObject({ ...page, before: id.optional(), call: id.optional() })).returns<
    OutgoingRequest[]
  >(),
  /** Sets what is given. */
  'settings.set': takes(
    z.strictObject({
      confirmCli: z.boolean().optional(),
      theme: z.enum(themes).optional(),
      limits: someLimits.optional(),
      retention: z
        .strictObject({
          days: z.number().int().min(1).max(3650),
          bytes: z
            .number()
            .int()
            .min(10_000_000)
            .max(2 ** 40),
        })
        .optional(),
      probe: z.boolean().optional(),
      notify: z.boolean().optional(),
      closeToTray: z.boolean().optional(),
      autostart: z.boolean().optional(),
      editor: z.enum(editors).optional(),
    }),
  ).returns<AppSettings>(),
  'app.about': takes(none).returns<About>(),
  'app.licences': takes(none).returns<Licence[]>(),

  'catalog.list': takes(none).returns<CatalogEntry[]>(),
  /** Installs it; it stays switched off. */
  'catalog.add': takes(z.strictObject({ name: z.string().min(1).max(200) })).returns<Server>(),

  /** Ends its instances; the next call starts them again. */
  'servers.stop': takes(byId).returns<Server>(),
  'servers.restart': takes(byId).returns<Server>(),
  /**
   * Calls a tool in a fresh instance; recorded like any call. The result is MCP's CallToolResult. `json` is the arguments' text,
   * passed on as it is written (long numbers stay exact), instead of `args`. `run` names it for `tools.cancel` and `run.progress`.
   */
  'tools.call': takes(
    z
      .strictObject({
        id,
        tool,
        args: z.record(z.string(), z.unknown()).optional(),
        json: z.string().max(33_554_432).optional(),
        run: id.optional(),
      })
      .refine(({ args, json }) => (args === undefined) !== (json === undefined), 'either args or json'),
  ).returns<{
    call: string
    result: unknown
    /** The result's text as the server wrote it. */
    json: string
  }>(),
  /** Ends a call that this window began; it then ends as cancelled. */
  'tools.cancel': takes(z.strictObject({ run: id })).returns<null>(),
  /** Looks at arguments (JSON text) with the tool's own schema. `at` is a JSON pointer into them. */
  'tools.check': takes(z.strictObject({ id, tool, json: z.string().max(33_554_432) })).returns<{
    problems: { at: string; message: string }[]
    /** Why they could not be checked, one sentence. */
    unchecked?: string
  }>(),
  /** What clients are shown instead of the server's own; null takes that back. */
  'tools.describe': takes(
    z.strictObject({
      id,
      tool,
      name: z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, hyphen and underscore, at most 64')
        .nullable()
        .optional(),
      description: z.string().max(10_000).nullable().optional(),
    }),
  ).returns<Server>(),
  /** Its next instances leave a core dump when they trap. Refused for servers that hold secrets. */
  'servers.keepDumps': takes(z.strictObject({ id, keep: z.boolean() })).returns<Server>(),

  /** Newest first; `before` is the id of the oldest one already known. */
  'calls.list': takes(z.strictObject({ ...page, ...someCalls, before: id.optional() })).returns<Call[]>(),
  'calls.get': takes(byId).returns<CallDetail>(),
  'calls.latency': takes(
    z.strictObject({ ...ofCalls, since: z.number(), until: z.number(), buckets: z.number().int().min(1).max(500) }),
  ).returns<Latency>(),
  /** Most called first. */
  'calls.tools': takes(z.strictObject({ ...ofCalls, limit: z.number().int().min(1).max(1000).default(200) })).returns<
    ToolStats[]
  >(),
  /** The names of all clients that have a call that is kept. */
  'calls.clients': takes(none).returns<string[]>(),
  /** How many run now. Answered at once, however much the records have to write. */
  'calls.running': takes(none).returns<number>(),
  /** Oldest first: the last `limit` lines, or those before or after a `seq`. */
  'logs.list': takes(
    z.strictObject({ ...page, ...someLines, before: z.number().int().optional(), after: z.number().int().optional() }),
  ).returns<LogLine[]>(),
  'logs.count': takes(
    z.strictObject({ ...someLines, before: z.number().int().optional(), after: z.number().int().optional() }),
  ).returns<LogCount>(),
  'traps.list': takes(z.strictObject({ ...page, ...span, find, before: id.optional() })).returns<TrapRecord[]>(),
  'traps.get': takes(byId).returns<TrapDetail>(),
  'traps.reproduce': takes(byId).returns<Reproduction>(),
  'records.size': takes(none).returns<RecordsSize>(),
  /** Forgets what is older than now: logs, calls or traps, of one server or of all. */
  'records.clear': takes(
    z.strictObject({ what: z.array(z.enum(['logs', 'calls', 'traps'])).min(1), server: id.optional() }),
  ).returns<RecordsSize>(),

  /** Checks it now. */
  'health.check': takes(byId).returns<Health>(),
  'health.history': takes(
    z.strictObject({ id, hours: z.number().min(1).max(168), slots: z.number().int().min(1).max(500) }),
  ).returns<HealthHistory>(),
  'alerts.dismiss': takes(z.strictObject({ id: id.optional() })).returns<null>(),

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
  'logs.appended': LogNews
  'traps.added': TrapRecord[]
  /** New ones, and known ones with another count; at most 10 times a second. */
  'denials.changed': Denial[]
  'denials.dismissed': { ids: string[] }
  'requests.added': OutgoingRequest[]
  'secrets.changed': SecretsState
  'settings.changed': AppSettings
  /** Only while instances run, about every 2 s. */
  'usage.changed': Usage[]
  /** Those that changed, at most once a second. */
  'activity.changed': Activity[]
  /** Those that changed. */
  'health.changed': Health[]
  'alerts.changed': Alert[]
  /** Of a call that was begun with this `run`; at most ten times a second. */
  'run.progress': { run: string; progress: number; total?: number; message?: string }
  /** The shell wants this window to show something: a place as in its address, `#/server/time/tools`. */
  'window.go': { to: string }
  'grant-requests.changed': GrantRequest[]
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
