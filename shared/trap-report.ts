import type { TrapFrame } from './domain.ts'
import type { TrapDetail } from './records.ts'
import { placeOf, trapHeadline } from './trap-words.ts'

/** For the server's author, as Markdown: everything that is known about the trap. Secrets were blanked out by the host. */
export function trapReport(trap: TrapDetail): string {
  const { caused } = trap
  const parts = [`# ${inline(trapHeadline(trap.server, trap))}`, facts(trap)]
  if (caused) parts.push(`## Arguments\n\n${fenced(readable(caused.args), 'json')}`)
  if (caused?.reason) parts.push(`## What the client was told\n\n${fenced(caused.reason)}`)
  if (trap.denials.length > 0)
    parts.push(`## Denied in this call\n\n${trap.denials.map(({ text }) => `- ${inline(text)}`).join('\n')}`)
  if (trap.frames.length > 0) parts.push(`## Frames\n\n${fenced(trap.frames.map(line).join('\n'))}`)
  parts.push(`## Text of the trap\n\n${fenced(trap.raw)}`)
  return `${parts.join('\n\n')}\n`
}

function facts(trap: TrapDetail): string {
  const { limits } = trap
  const rows: [string, string | undefined][] = [
    ['Server', trap.server],
    ['Tool', trap.tool ?? 'none'],
    ['Client', trap.client],
    ['At', new Date(trap.at).toISOString()],
    ['Took', trap.caused?.durationMs === undefined ? undefined : `${Math.round(trap.caused.durationMs)} ms`],
    ['Kind', trap.code],
    ['Memory', trap.memoryBytes === undefined ? undefined : `${trap.memoryBytes} bytes`],
    ['Memory limit', limits && `${limits.memoryBytes} bytes`],
    ['Instance', lived(trap)],
    ['Module, SHA-256', trap.hash],
    ['wasmtime', trap.wasmtime],
  ]
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${inline(value)}`])).join('\n')
}

function lived({ aliveMs, calls }: TrapDetail): string | undefined {
  if (aliveMs === undefined) return undefined
  return `${Math.round(aliveMs)} ms old${calls === undefined ? '' : `, ${calls} ${calls === 1 ? 'call' : 'calls'}`}`
}

function line(frame: TrapFrame): string {
  return `${String(frame.index).padStart(3)}  ${frame.func}  (${placeOf(frame)})`
}

/** Indented where that loses no digit: JSON.parse would round long numbers. */
function readable(json: string): string {
  if (/\d{16}/.test(json)) return json
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}

/** One line, in which nothing of a server's text becomes a link, an image or a tag. */
function inline(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*_[\]<>!#|~]/gu, '\\$&')
}

/** A fence longer than any run of backticks inside, so that the text cannot close it. */
function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.replace(/\n$/u, '')}\n${fence}`
}
