import { ProblemError } from '../../../shared/rpc.ts'
import { boundedJson } from '../records/bounded-json.ts'
import { sayEnding } from '../sessions/guest-answer.ts'
import type { GuestLink } from '../sessions/guest-link.ts'
import { isObject } from '../sessions/message.ts'
import { ToolsPrint } from './tools-print.ts'

/**
 * How a guest took the question for its tools. `print` tells one list from another; it is missing where there is more than is looked at.
 * `gone`: it ended or was ended for other reasons, and says nothing about the server.
 */
export type ToolsAnswer =
  { kind: 'tools'; print?: string } | { kind: 'refused'; why: string } | { kind: 'late' | 'gone' }

export interface AskOptions {
  server: string
  ms: number
  signal: AbortSignal
  /** It is a client's: asked without being in its way. */
  aside: boolean
}

const maxPages = 100
/** As many as a catalog keeps. */
const maxTools = 10_000
const maxBytes = 8_000_000

/** All pages of `tools/list`, within `ms` altogether. Rejects with a ProblemError when the guest breaks over it. */
export async function askTools(link: GuestLink, { server, ms, signal, aside }: AskOptions): Promise<ToolsAnswer> {
  const print = new ToolsPrint()
  let bytes = 0
  let cursor: string | undefined
  let cancel = (): void => undefined
  let late = false
  const timer = setTimeout(() => {
    late = true
    cancel()
  }, ms)
  const stop = () => cancel()
  signal.addEventListener('abort', stop)
  try {
    for (let page = 0; page < maxPages; page++) {
      const params = cursor === undefined ? {} : { cursor }
      const asked = link.request('tools/list', params, aside ? { aside } : {})
      cancel = () => asked.cancel('Belljar asked only whether the server works.')
      if (late || signal.aborted) cancel()
      const answer = await asked.answer
      if (answer.kind === 'cancelled') return { kind: signal.aborted ? 'gone' : 'late' }
      if (answer.kind === 'error') return { kind: 'refused', why: answer.error.message }
      if (answer.kind === 'unavailable') return { kind: 'gone' }
      if (answer.kind === 'lost') {
        if (aside) return { kind: 'gone' }
        throw new ProblemError({
          code: 'unavailable',
          message: sayEnding(server, answer.ending, 'the question for its tools'),
        })
      }
      const { tools: list, nextCursor } = answer.result
      if (Array.isArray(list)) {
        bytes += boundedJson(list, 0).bytes
        if (bytes > maxBytes || print.size + list.length > maxTools) return { kind: 'tools' }
        for (const tool of list) if (isObject(tool)) print.add(tool)
      }
      if (typeof nextCursor !== 'string' || nextCursor === cursor) break
      cursor = nextCursor
    }
    return { kind: 'tools', print: print.end() }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
