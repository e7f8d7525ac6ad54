import type { TrapFrame } from '../../shared/domain.ts'
import type { Reproduction, TrapDetail, TrapRecord } from '../../shared/records.ts'
import { causesOf, notCauses, type Said } from '../../shared/trap-causes.ts'
import { placeOf, trapHeadline } from '../../shared/trap-words.ts'
import { bytes, count, duration, time } from './amounts.ts'
import { paint } from './colour.ts'
import { lines, oneLine } from './plain-text.ts'
import { facts } from './table.ts'
import type { Terminal } from './terminal.ts'

type Look = Pick<Terminal, 'columns' | 'colours'>

/** Several lines per trap, as its frames are what one looks for. */
export function showTraps(traps: readonly TrapRecord[], look: Look): string {
  if (traps.length === 0) return 'No traps are recorded.\n'
  return traps
    .map((trap) => {
      const where = trap.tool === undefined ? trap.server : `${trap.server}/${trap.tool}`
      const code = paint(look, 'red', trap.code)
      const head = `${time(trap.at)}  ${oneLine(where)}  ${code}  ${oneLine(trap.message)}  ${trap.id}\n`
      return `${head}${trap.frames.map(frameLine).join('')}`
    })
    .join('\n')
}

export function showTrap(trap: TrapDetail, look: Look): string {
  const parts = [
    `${paint(look, 'red', oneLine(trapHeadline(trap.server, trap)))}\n${oneLine(trap.message)}\n`,
    facts(circumstances(trap)),
    `${causesOf(trap)
      .map(({ title, why, todo }, index) => `${index + 1}  ${title} ${said(why)}\n   ${todo}\n`)
      .join('')}${notLine(trap)}`,
    trap.frames.map(frameLine).join(''),
    lines(trap.raw.endsWith('\n') ? trap.raw : `${trap.raw}\n`),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** What is different comes as comments, so that all of it can be given to a shell. */
export function showReproduction({ command, notes }: Reproduction): string {
  return `${notes.map((note) => `# ${oneLine(note)}\n`).join('')}${command}\n`
}

function circumstances(trap: TrapDetail): [string, string][] {
  const { limits, memoryBytes, aliveMs, calls, caused, dump, before } = trap
  const held = memoryBytes === undefined ? '' : bytes(memoryBytes)
  return [
    ['Trap', trap.id],
    ['At', time(trap.at)],
    ['Tool', oneLine(trap.tool ?? '')],
    ['Client', oneLine(trap.client)],
    ['Arguments', caused ? oneLine(caused.argsPreview) : ''],
    ['Took', caused?.durationMs === undefined ? '' : duration(caused.durationMs)],
    ['Client was told', oneLine(caused?.reason ?? '')],
    ['Memory', limits && held ? `${held} of ${bytes(limits.memoryBytes)}` : held],
    ['Instance', aliveMs === undefined ? '' : `${duration(aliveMs)} old, ${count(calls ?? 0, 'call')}`],
    ['Before', before.length === 0 ? '' : `${count(before.length, 'time')} at the same place`],
    ['Module', trap.hash ?? ''],
    ['wasmtime', trap.wasmtime ?? ''],
    ['Core dump', dump ? `${dump.path} (${bytes(dump.size)})` : ''],
  ]
}

function notLine(trap: TrapDetail): string {
  const not = notCauses(trap)
  return not.length === 0 ? '' : `   Not the cause: ${not.join(', ')}.\n`
}

function said(why: Said): string {
  return why.map((part) => oneLine(typeof part === 'string' ? part : part.code)).join('')
}

function frameLine(frame: TrapFrame): string {
  return `  ${frame.index}  ${oneLine(`${frame.func} in ${frame.module}${frame.at ? ` at ${placeOf(frame)}` : ''}`)}\n`
}
