import { z } from 'zod'
import { defaultLimits, type Inspection, type Server } from '../../../shared/domain.ts'
import { grantSchema, needsSchema } from '../../../shared/grant-schema.ts'
import type { Grant } from '../../../shared/grants.ts'
import { missingNeeds } from '../../../shared/missing-needs.ts'
import { refusedDump } from '../traps/refused-dump.ts'
import type { Catalog } from './catalog.ts'
import { ownIcons } from './own-icons.ts'
import { serverName } from './suggest-name.ts'
import { toolsOf } from './tools-of.ts'
import { sayUnfit, whyWithheld, type BytesProblem } from './withheld.ts'

const list = z.array(z.unknown())

export const catalogSchema = z.object({
  protocolVersion: z.string(),
  era: z.enum(['legacy', 'modern']),
  serverInfo: z.object({
    name: z.string(),
    version: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    icons: z.unknown().transform(ownIcons).optional(),
  }),
  capabilities: z.record(z.string(), z.unknown()),
  instructions: z.string().optional(),
  tools: list,
  prompts: list,
  resources: list,
  resourceTemplates: list,
})

const ms = z.number().int().min(1).max(86_400_000)
const whole = z.number().int().min(1)
const limits = z.object({
  memoryBytes: z.number().int().min(65_536),
  callMs: ms,
  startMs: ms,
  idleMs: ms,
  calls: whole.default(defaultLimits.calls),
  handles: whole.default(defaultLimits.handles),
  outputBytes: whole.default(defaultLimits.outputBytes),
})

const face = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.unknown(),
  outputSchema: z.unknown().optional(),
  annotations: z.unknown().optional(),
})

const givenSchema = z.object({ name: z.string().optional(), description: z.string().optional() })

const entry = z.object({
  id: z.string().regex(serverName),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().min(0),
  /** Linear memories that it has when it runs. */
  memories: z.number().int().min(0),
  kind: z.literal('stdio'),
  /** Name of the file it came with the app as. */
  bundledAs: z.string().optional(),
  installedAt: z.number(),
  enabled: z.boolean(),
  limits: limits.default(defaultLimits),
  grants: z.array(grantSchema).default([]),
  needs: needsSchema.default(() => needsSchema.parse({})),
  /** What guards are planned from; absent in entries of older versions until their bytes were looked at. */
  format: z.enum(['core module', 'component', 'other']).optional(),
  imports: z.array(z.string()).optional(),
  /** sha256 over bytes, grants and tools as the person approved them, hex. */
  approval: z.string().optional(),
  /** Its traps leave a core dump. */
  coreDumps: z.boolean().optional(),
  /** It came from the copy beside a damaged file: which grants were approved last is not known. */
  restored: z.literal(true).optional(),
  /** The tools as approved; absent until the server said for the first time what it offers. */
  faces: z.array(face).optional(),
  catalog: catalogSchema.optional(),
  /** Tools that were switched off, by their own names. */
  off: z.array(z.string()),
  /** Every name that was ever given to one of its tools, for clients. */
  names: z.record(z.string(), z.string()),
  /** What the person wrote instead of the server's own, by the tools' own names. */
  given: z.record(z.string(), givenSchema).optional(),
})

/** servers.json, version 1. */
export const serversFile = z.object({
  servers: z.array(entry),
  /** Bundled servers that the person removed: they do not come back by themselves. */
  removed: z.array(z.string()),
})

/** `undefined` stands for absent in what zod gives. */
type Clean<T> = T extends unknown[] ? T : T extends object ? { [K in keyof T]: T[K] } : T
export type ServerEntry = Clean<z.output<typeof entry>>
export type ServersFile = z.output<typeof serversFile>

export type ServerSummary = Omit<
  Server,
  'state' | 'runningFor' | 'instances' | 'stale' | 'callCount' | 'trapCount' | 'lastCallAt'
>

/** An installed server, joined from what is persisted; never changed in place. */
export interface InstalledServer extends Omit<ServerSummary, 'prompts' | 'resources'> {
  /** The part of it that the window shows. */
  summary: ServerSummary
  /** Path of its bytes. */
  wasm: string
  memories: number
  format: Inspection['format']
  /** Names, complete. */
  imports: readonly string[]
  /** What it may touch now: its grants, or nothing while they are withheld. */
  inForce: readonly Grant[]
  bundledAs?: string
  /** Absent until it was started once. */
  catalog?: Catalog
}

/** How one entry looks from outside; `wasm` is the path of its bytes. */
export function describe(entry: ServerEntry, wasm: string, bytes?: BytesProblem): InstalledServer {
  const catalog = entry.catalog as Catalog | undefined
  const withheld = whyWithheld(entry, bytes)
  const { title, description, icons } = catalog?.serverInfo ?? {}
  const icon = icons?.[0]?.src
  const shared = {
    id: entry.id,
    name: entry.id,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(icon !== undefined && { icon }),
    ...(catalog && { version: catalog.serverInfo.version }),
    ...(catalog?.instructions !== undefined && { instructions: catalog.instructions }),
    kind: entry.kind,
    hash: entry.hash,
    size: entry.size,
    bundled: entry.bundledAs !== undefined,
    installedAt: entry.installedAt,
    enabled: entry.enabled,
    stateful: isStateful(catalog),
    coreDumps: entry.coreDumps === true && refusedDump(entry) === undefined,
    limits: entry.limits,
    grants: entry.grants,
    needs: entry.needs,
    missing: missingNeeds(entry.needs, withheld === undefined ? entry.grants : []),
    approval: entry.approval ?? '',
    ...(withheld !== undefined && { withheld }),
    ...(bytes && { problem: sayUnfit(bytes, entry.bundledAs !== undefined) }),
    tools: toolsOf({ ...entry, catalog }),
  }
  return {
    ...shared,
    summary: {
      ...shared,
      prompts: catalog?.prompts.length ?? 0,
      resources: (catalog?.resources.length ?? 0) + (catalog?.resourceTemplates.length ?? 0),
    },
    wasm,
    memories: entry.memories,
    format: entry.format ?? 'other',
    imports: entry.imports ?? [],
    inForce: withheld === undefined ? entry.grants : [],
    ...(entry.bundledAs !== undefined && { bundledAs: entry.bundledAs }),
    ...(catalog && { catalog }),
  }
}

/** A server says so in its capabilities: `{ experimental: { belljar: { stateful: true } } }`. */
function isStateful(catalog: Catalog | undefined): boolean {
  const experimental = record(catalog?.capabilities['experimental'])
  return record(experimental?.['belljar'])?.['stateful'] === true
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
