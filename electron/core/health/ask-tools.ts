import { ProblemError } from '../../../shared/rpc.ts'
import { sayEnding } from '../sessions/guest-answer.ts'
import type { GuestLink } from '../sessions/guest-link.ts'
import { isObject } from '../sessions/message.ts'

/** How a guest took the question for its tools. `gone`: it ended or was ended for other reasons, and says nothing about the server. */
export type ToolsAnswer =
  { kind: 'tools'; tools: unknown[] } | { kind: 'refused'; why: string } | { kind: 'late' | 'gone' }

export interface AskOptions {
  server: string
  ms: number
  signal: AbortSignal
  /** It is a client's: asked without being in its way. */
  aside: boolean
}

const maxPages = 100

/** All pages of `tools/list`, within `ms` altogether. Rejects with a ProblemError when the guest breaks over it. */
export async function askTools(link: GuestLink, { server, ms, signal, aside }: AskOptions): Promise<ToolsAnswer> {
  const tools: unknown[] = []
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
      if (Array.isArray(list)) tools.push(...list.filter(isObject))
      if (typeof nextCursor !== 'string' || nextCursor === cursor) break
      cursor = nextCursor
    }
    return { kind: 'tools', tools }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
