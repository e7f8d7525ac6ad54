import type { CallDetail, Reproduction, TrapRecord } from '../../../shared/records.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { limitFlags } from '../runtimes/launch.ts'
import type { InstalledServer } from '../servers/book.ts'
import { callLines } from './call-lines.ts'
import { grantFlags } from './grant-flags.ts'
import { shellWord } from './shell-words.ts'

interface Facts {
  trap: TrapRecord
  caused: CallDetail | undefined
  server: InstalledServer
  /** Of the file that trapped; undefined when it is no longer there. */
  wasm: string | undefined
  /** Blanks out secrets. */
  redact(text: string): string
}

/** After the last line, so that a server which ends with its stdin has answered before. */
const restSeconds = 1

/** The command of one call for stock wasmtime, with no secret in it. Throws a ProblemError where nothing can be repeated. */
export function reproduction({ trap, caused, server, wasm, redact }: Facts): Reproduction {
  const notes: string[] = []
  if (wasm === undefined) notes.push('The file that trapped is no longer installed: this runs the one that is now.')
  const lines = callLines(
    server.catalog ?? { era: 'legacy', protocolVersion: '2025-06-18' },
    callOf(trap, caused, notes),
  )
  const granted = grantFlags(server, redact)
  const { memories } = server
  const flags = [
    ...limitFlags({ limits: trap.limits ?? server.limits, memories: Math.max(1, memories), growable: memories }),
    ...granted.flags,
  ]
  const wait = restSeconds + Math.ceil((caused?.durationMs ?? 0) / 1000)
  const print = ["printf '%s\\n'", ...lines.map((line) => shellWord(escaped(redact(line))))]
  const run = ['WASMTIME_BACKTRACE_DETAILS=1 wasmtime run', ...flags, shellWord(wasm ?? server.wasm)]
  const command = `{ ${print.join(' \\\n  ')}\n  sleep ${Math.min(wait, 60)}; } |\n${run.join(' \\\n  ')}`
  return { command, notes: [...notes, ...granted.notes, ...standing(trap)] }
}

function callOf(
  trap: TrapRecord,
  caused: CallDetail | undefined,
  notes: string[],
): { tool: string; args: string } | undefined {
  if (trap.call === undefined || trap.tool === undefined) {
    notes.push('It trapped outside of a call of a tool, so this only shakes hands with the server.')
    return undefined
  }
  if (!caused) throw lost('The call that trapped is no longer kept.')
  if (!isJson(caused.args)) throw lost('The arguments of the call are not kept as a whole: they were too long.')
  if (caused.altered || caused.args.includes('[redacted]'))
    notes.push('Secrets in the arguments are blanked out: write them back where it says [redacted].')
  return { tool: trap.tool, args: caused.args }
}

function standing({ calls = 1, wasmtime, limits }: TrapRecord): string[] {
  const before = calls - 1
  return [
    ...(before > 0
      ? [`The instance had ${before === 1 ? 'one other call' : `${before} other calls`}, which this does not repeat.`]
      : []),
    'There are no guards: what Belljar would refuse is not refused here.',
    `Nothing ends it${limits ? ` after ${limits.callMs / 1000} s` : ' when it takes too long'}: press Ctrl-C.`,
    ...(wasmtime === undefined
      ? []
      : [`It trapped in wasmtime ${wasmtime}; another version may name the fault otherwise.`]),
  ]
}

/** JSON in which nothing acts on a terminal or turns the text around it: such characters stand only in its strings. */
function escaped(json: string): string {
  return json
    .replaceAll('\t', ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      [...Array(character.length).keys()]
        .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
        .join(''),
    )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function lost(message: string): ProblemError {
  return new ProblemError({
    ...{ code: 'unavailable', message },
    hint: 'Call the tool again in the playground with the arguments that you know.',
  })
}
