import type { CallDetail, TrapRecord } from '../../shared/records.ts'
import { readable } from '../words/json-text.ts'
import { trapHeadline } from '../words/traps.ts'

/** For the server's author: everything that is known about the trap. The arguments were redacted by the host. */
export function bugReport(trap: TrapRecord, call?: CallDetail): string {
  const parts = [
    `# ${trapHeadline(trap.server, trap)}`,
    `Server: ${trap.server}\nTool: ${trap.tool ?? 'none'}\nClient: ${trap.client}\nAt: ${new Date(trap.at).toISOString()}\nKind: ${trap.code}`,
  ]
  if (call) parts.push(`## Arguments\n\n${fenced(readable(call.args))}`)
  parts.push(`## Text of the trap\n\n${fenced(trap.raw)}`)
  return `${parts.join('\n\n')}\n`
}

/** A fence longer than any run of backticks inside, so that the text cannot close it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text.replace(/\n$/u, '')}\n${fence}`
}
