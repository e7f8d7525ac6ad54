import { z } from 'zod'
import type { AskerKind } from '../asker.ts'

/** Version of what bridge and host say to each other before MCP begins. */
export const bridgeProtocol = 1

const preamble = z.object({
  belljar: z.number().int(),
  version: z.string().max(64),
  session: z.string().regex(/^[0-9a-f]{32}$/),
  /** `all`, or one server's id. */
  serve: z.string().min(1).max(64),
  cwd: z.string().max(8192).optional(),
  pid: z.number().int().optional(),
  client: z.number().int().optional(),
  /** The bridge had a host before and goes on with its session. */
  resume: z.boolean().default(false),
})

const control = z.object({
  belljar: z.number().int(),
  control: z.literal(true),
  /** A window of another process that shows this host. Anybody who reaches the socket can say so. */
  as: z.enum(['window', 'command-line', 'shell']).default('command-line'),
})

export type Preamble = z.output<typeof preamble>

export type Greeting =
  { kind: 'bridge'; preamble: Preamble } | { kind: 'control'; as: AskerKind } | { kind: 'refused'; why: string }

/** What the first line on the host's socket asks for. */
export function readGreeting(line: string): Greeting {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { kind: 'refused', why: 'The first line was not a Belljar preamble.' }
  }
  const wanted = versionOf(value)
  if (wanted !== undefined && wanted !== bridgeProtocol) {
    return {
      kind: 'refused',
      why: `This bridge speaks version ${wanted} of Belljar's bridge protocol and the running Belljar speaks version ${bridgeProtocol}. Restart Belljar and this client, so that both are the same version.`,
    }
  }
  const peer = control.safeParse(value)
  if (peer.success) return { kind: 'control', as: peer.data.as }
  const parsed = preamble.safeParse(value)
  if (!parsed.success) return { kind: 'refused', why: 'The first line was not a Belljar preamble.' }
  return { kind: 'bridge', preamble: parsed.data }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { belljar } = value as Record<string, unknown>
  return typeof belljar === 'number' ? belljar : undefined
}

/** The host's first line: how many bytes of this session it has already taken. */
export function okLine(received: number): string {
  return `belljar ${bridgeProtocol} ok ${received}\n`
}

export function refusedLine(why: string): string {
  return `belljar ${bridgeProtocol} refused ${why.replace(/\s+/g, ' ').trim()}\n`
}
