import type { OutgoingRequest } from '../../../shared/access.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { InstalledServer } from '../servers/book.ts'
import type { Catalog } from '../servers/catalog.ts'
import type { OpenDraft } from '../servers/probe.ts'
import { printable } from '../servers/printable.ts'
import { stderrLines } from '../runtimes/stderr-lines.ts'
import { GuestLink } from '../sessions/guest-link.ts'
import { isObject } from '../sessions/message.ts'
import { newId } from '../sessions/new-id.ts'
import { readCatalog } from '../sessions/read-catalog.ts'
import { askTools, type ToolsAnswer } from './ask-tools.ts'
import { printOf, ToolsPrint } from './tools-print.ts'

export interface ThrowAwayDeps {
  open: OpenDraft
  version: string
  /** It reaches the network like any instance, and so is recorded like any. */
  requested(request: OutgoingRequest): void
  /** Without secrets, and no longer than what is shown of a failure. */
  redact(text: string): string
}

export interface Tried {
  answer: ToolsAnswer
  tookMs: number
  /** What the server offers now, where its tools are not those that are known. */
  changed?: Catalog
}

const over = { code: 'unavailable', message: 'It was only asked whether it works.' } as const

/**
 * Starts a child of the server that nobody else sees, asks for its tools and ends it. Rejects with a ProblemError that says why it does
 * not work, with what it wrote last.
 */
export async function tryOut(deps: ThrowAwayDeps, server: InstalledServer, signal: AbortSignal): Promise<Tried> {
  let lastWords = ''
  const link = new GuestLink({
    server: { ...server, ...(server.catalog && { era: server.catalog.era }) },
    client: { name: 'belljar', version: deps.version },
    capabilities: {},
    version: deps.version,
    open: (on, inCall) => deps.open(server, on, inCall),
    on: {
      state: () => undefined,
      ready: () => undefined,
      ask: () => Promise.reject(new Error('Nobody is there to be asked.')),
      notified: () => undefined,
      log: () => undefined,
      ...stderrLines((line) => {
        if (line.trim() !== '') lastWords = line.trim()
      }),
      requesting: () => (facts) => deps.requested({ id: newId('r'), server: server.id, session: null, ...facts }),
      ended: () => undefined,
    },
  })
  const close = () => void link.close(over)
  signal.addEventListener('abort', close)
  if (signal.aborted) close()
  const startedAt = performance.now()
  const ms = server.limits.startMs
  try {
    const { capabilities } = await link.open()
    const answer: ToolsAnswer = isObject(capabilities['tools'])
      ? await askTools(link, { server: server.name, ms, signal, aside: false })
      : { kind: 'tools', print: new ToolsPrint().end() }
    const tookMs = performance.now() - startedAt
    if (answer.kind !== 'tools' || answer.print === undefined) return { answer, tookMs }
    if (server.catalog && printOf(server.catalog) === answer.print) return { answer, tookMs }
    const changed = await inTime(readCatalog(link), ms)
    return { answer, tookMs, ...(changed && { changed }) }
  } catch (error) {
    if (!(error instanceof ProblemError) || lastWords === '') throw error
    const { message, ...rest } = error.problem
    throw new ProblemError({
      ...rest,
      message: `${message} Its last words were "${printable(deps.redact(lastWords), 200)}".`,
    })
  } finally {
    signal.removeEventListener('abort', close)
    await link.close(over)
  }
}

/** Undefined when it takes longer; what comes of it then is dropped. */
async function inTime<T>(made: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)))
  return Promise.race([made, late]).finally(() => clearTimeout(timer))
}
