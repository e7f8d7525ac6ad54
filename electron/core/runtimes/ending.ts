import type { Ending, Problem, Trap } from '../../../shared/domain.ts'
import { lastCause, lastWords, parseHostFault, parseTrap } from './trap.ts'

export interface Exit {
  code: number | null
  signal: string | null
  /** The end of what the child wrote to stderr. */
  stderr: string
  platform?: NodeJS.Platform
}

/**
 * Reads how a child of wasmtime ended. A guest can print anything but it cannot choose the exit code of a trap (its own codes end at 125),
 * so a trap needs both; on Windows, where that code is 3, the text must do.
 */
export function readEnding({ code, signal, stderr, platform = process.platform }: Exit): Ending {
  if (signal) return { kind: 'signalled', signal }
  const trap = code === (platform === 'win32' ? 3 : 134) ? parseTrap(stderr) : undefined
  if (trap) return { kind: 'trapped', trap }
  if (code === 1 && tooManyHandles(stderr)) return { kind: 'trapped', trap: handleLimit(stderr) }
  if (code === 101 && /panicked at .*coredump\.rs/.test(stderr)) return { kind: 'trapped', trap: dumpFailed(stderr) }
  const fault = code === 1 ? parseHostFault(stderr) : undefined
  if (fault) return { kind: 'trapped', trap: fault }
  const problem = code === 0 ? undefined : startProblem(code, stderr)
  return problem ? { kind: 'not-started', problem } : { kind: 'exited', code: code ?? -1 }
}

/** It trapped, and wasmtime failed itself before it said why. */
function dumpFailed(stderr: string): Trap {
  const message = 'wasmtime failed to write a core dump, and with it the reason'
  return { code: 'unknown', message, frames: [], raw: stderr.slice(-4000) }
}

/** wasmtime counts the handles of a component and ends it with code 1; one that prints these words itself only misnames its own end. */
function tooManyHandles(stderr: string): boolean {
  return stderr.slice(Math.max(0, lastWords(stderr))).includes('resource table has no free keys')
}

function handleLimit(stderr: string): Trap {
  const message = 'it held more open handles than its limit allows'
  return { ...parseTrap(stderr), code: 'limit', message, frames: [], raw: stderr.slice(Math.max(0, lastWords(stderr))) }
}

/** The machine code is damaged or was made for another machine. Compiled again, the server may well start. */
export const unusableCode: Problem = unavailable(
  "The server's compiled code could not be used.",
  'It is compiled again at the next start.',
)

/** What wasmtime says when it could not load or link a server, as a sentence. */
function startProblem(code: number | null, stderr: string): Problem | undefined {
  const heads = ['Error: failed deserialization', 'Error: failed to parse', 'Error: failed to open']
  const start = Math.max(lastWords(stderr), ...heads.map((head) => stderr.lastIndexOf(head)))
  const own = start < 0 ? '' : stderr.slice(start)
  const cause = lastCause(own)
  if (code === 126 || code === 127)
    return unavailable(
      `The runtime could not be started: ${lastLine(stderr)}`,
      'Belljar prepares it again after a restart.',
    )
  if (code !== 1) return undefined
  if (/^Error: failed (?:deserialization|to parse)|failed to deserialize/.test(own)) return unusableCode
  if (cause === undefined) return undefined
  if (/exceeds memory limits|memory count/.test(cause))
    return unavailable('The server needs more memory than its limit allows.', 'Give it a larger memory limit.')
  if (/mmap failed|Cannot allocate memory|os error 12/.test(own))
    return unavailable(
      'There is not enough memory to start the server.',
      'Close other programs, or stop servers that are not in use.',
    )
  if (/Too many open files|os error 24/.test(own))
    return unavailable(
      'Too many files are open to start the server.',
      'Stop servers that are not in use, or raise the limit of open files.',
    )
  if (/^unknown import|matching implementation was not found|component imports/.test(cause))
    return unavailable(
      `The server needs something that Belljar does not provide: ${cause.replace(/^unknown import: /, '')}.`,
      'It may need a permission that cannot be given yet.',
    )
  if (/failed to open|failed to instantiate/.test(own))
    return unavailable(`The server could not be loaded: ${cause}.`, 'Remove it and add it again.')
  return undefined
}

/** Why a child could not even be created, from Node's error. */
export function spawnProblem(error: NodeJS.ErrnoException, program: string): Problem {
  switch (error.code) {
    case 'ENOENT':
      return unavailable(`${program} is missing.`, 'Restart Belljar: it puts its programs back.')
    case 'EACCES':
    case 'EPERM':
      return unavailable(
        `${program} may not be executed.`,
        'Check its permissions, and whether a security program blocks it.',
      )
    case 'EMFILE':
    case 'ENFILE':
      return unavailable(
        'Too many files are open to start another server.',
        'Stop servers that are not in use, or raise the limit of open files.',
      )
    case 'EAGAIN':
      return unavailable('Too many processes are running to start another server.', 'Stop servers that are not in use.')
    case 'ENOMEM':
      return unavailable(
        'There is not enough memory to start the server.',
        'Close other programs, or stop servers that are not in use.',
      )
    default:
      return unavailable(`The server could not be started: ${error.message}.`, 'Look at its log.')
  }
}

function unavailable(message: string, hint: string): Problem {
  return { code: 'unavailable', message, hint }
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.slice(0, 300) || 'it said nothing'
}
