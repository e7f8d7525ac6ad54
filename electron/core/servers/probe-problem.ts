import type { Problem } from '../../../shared/domain.ts'
import { printable } from './printable.ts'

/** Something a server printed while it was tried out. `stdout` is what was not MCP. */
export interface Heard {
  source: 'stdout' | 'stderr'
  text: string
}

/** Why a server that was started for the first time is not installed, in one sentence and a hint. */
export function probeProblem(problem: Problem, said: readonly Heard[]): Problem {
  const garbage = said.find(({ source, text }) => source === 'stdout' && text.trim() !== '')
  if (garbage)
    return {
      code: 'bad-request',
      message: `It does not speak MCP: it printed "${printable(garbage.text.trim(), 60)}" where an answer was expected.`,
      hint: 'A server on stdio prints only MCP messages to stdout. It may be another kind of program.',
    }
  const last = said.findLast(({ source, text }) => source === 'stderr' && text.trim() !== '')
  const words = last ? `Its last words were "${printable(last.text.trim(), 200)}".` : 'It said nothing on stderr.'
  return {
    code: problem.code,
    message: problem.message,
    hint: `${words} It may be no MCP server, or one that needs more than it is given.`,
  }
}
