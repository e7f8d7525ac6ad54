import { toProblem } from '../../../shared/rpc.ts'
import type { InstalledServer } from '../servers/book.ts'
import type { Catalog } from '../servers/catalog.ts'
import type { GuestLink } from '../sessions/guest-link.ts'
import { askTools, type ToolsAnswer } from './ask-tools.ts'
import { tryOut, type ThrowAwayDeps } from './throw-away.ts'

export interface CheckDeps extends ThrowAwayDeps {
  /** A client's instance that runs and has nothing to do. */
  freeGuest(server: string): GuestLink | undefined
}

/** `text`: why it does not work, one or two sentences. */
export interface Checked {
  tookMs: number
  text?: string
  changed?: Catalog
}

/**
 * Finds out whether a server works: by a client's instance that has nothing to do, else by a throw-away child. An instance that is busy,
 * also one that a call reached meanwhile, and one that keeps state between calls, is left alone. Undefined when it was called off.
 */
export async function checkServer(
  deps: CheckDeps,
  server: InstalledServer,
  signal: AbortSignal,
): Promise<Checked | undefined> {
  const link = server.stateful ? undefined : deps.freeGuest(server.id)
  const startedAt = performance.now()
  if (link) {
    const answer = await askTools(link, { server: server.name, ms: server.limits.startMs, signal, aside: true }).catch(
      () => ({ kind: 'gone' as const }),
    )
    const settled = answer.kind !== 'gone' && !(answer.kind === 'late' && !link.isFree)
    if (settled) return judge(server, answer, performance.now() - startedAt)
  }
  if (signal.aborted) return undefined
  try {
    const { answer, tookMs, changed } = await tryOut(deps, server, signal)
    if (signal.aborted) return undefined
    return { ...judge(server, answer, tookMs), ...(changed && { changed }) }
  } catch (error) {
    if (signal.aborted) return undefined
    return failedBy(error, performance.now() - startedAt)
  }
}

export function failedBy(error: unknown, tookMs: number): Checked {
  return { tookMs, text: ofItself(toProblem(error).message) }
}

function judge({ tools, limits }: InstalledServer, answer: ToolsAnswer, tookMs: number): Checked {
  switch (answer.kind) {
    case 'tools':
      return { tookMs }
    case 'refused':
      // Many servers declare more than they have.
      return tools.length === 0 ? { tookMs } : { tookMs, text: `It refused to list its tools: ${answer.why}` }
    case 'late':
      return { tookMs, text: `It did not list its tools within ${limits.startMs / 1000} s.` }
    case 'gone':
      return { tookMs, text: 'It ended before it had listed its tools.' }
    default:
      return answer satisfies never
  }
}

/** Where it is said it is clear of which server. */
function ofItself(message: string): string {
  return message.replace(/^The server "[^"]*"/u, 'It')
}
