import { statSync } from 'node:fs'
import path from 'node:path'
import { ProblemError } from '../../shared/rpc.ts'
import { HostLog } from '../core/host-log.ts'
import { oneLine } from './plain-text.ts'
import type { Terminal } from './terminal.ts'

/** What was asked cannot be understood: exit code 2. */
export class UsageError extends Error {}

/** Said already, where it belongs: exit code 1 and not a word more. */
export class Failed extends Error {}

/** Says in one sentence, and a hint, what went wrong, and returns the exit code. Never a stack: that goes to HOME/host.log. */
export function sayFailure(terminal: Terminal, error: unknown, home: string): 1 | 2 {
  if (error instanceof Failed) return 1
  if (error instanceof UsageError) {
    terminal.err(`${error.message}\nbelljar --help lists what it takes.\n`)
    return 2
  }
  if (error instanceof ProblemError) {
    const { message, hint } = error.problem
    terminal.err(`${message}\n${hint ? `${hint}\n` : ''}`)
    return 1
  }
  const file = path.join(home, 'host.log')
  if (statSync(home, { throwIfNoEntry: false })?.isDirectory()) {
    new HostLog(file).bug(error)
    terminal.err(`Something broke inside Belljar.\n${file} has the details.\n`)
  } else {
    const why = error instanceof Error ? error.message : String(error)
    terminal.err(`Something broke inside Belljar: ${oneLine(why)}\n`)
  }
  return 1
}
