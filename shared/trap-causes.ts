import { isLibrary, ownFrame } from './trap-frames.ts'
import type { TrapDetail } from './records.ts'

/** Text in which what the server or its runtime said stands apart: it is written as code. */
export type Said = (string | { code: string })[]

/** Why it may have happened, and what to try. */
export interface Cause {
  title: string
  why: Said
  todo: string
}

const report = 'Copy the bug report for its author. It has the call, the frames and no secrets.'

const slips: Record<string, [title: string, why: string]> = {
  'memory-out-of-bounds': [
    'A mistake in the server.',
    'It used an address outside of its memory, for instance behind the end of a buffer.',
  ],
  'table-out-of-bounds': [
    'A mistake in the server.',
    'It called a function by a number that belongs to none, as happens with a damaged pointer.',
  ],
  'uninitialized-element': [
    'A mistake in the server.',
    'It called a function by a number that belongs to none, as happens with a damaged pointer.',
  ],
  'type-mismatch': [
    'A mistake in the server.',
    'It called a function with other arguments than that takes: a wrong cast, or parts that do not fit together.',
  ],
  'array-out-of-bounds': ['A mistake in the server.', 'It went behind the end of an array.'],
  'bad-reference': ['A mistake in the server.', 'It used an object that was not there, or took one for another.'],
  'bad-atomic': [
    'It was built for threads.',
    'It waits for other threads, or shares memory with them, and there are none here.',
  ],
  'bad-value': [
    'It broke the rules of its interface.',
    'wasmtime found a value, an address or a handle that cannot be right. The parts it was built from may not fit together.',
  ],
  'divide-by-zero': ['A number that it does not expect.', 'It divided by zero.'],
  'integer-overflow': ['A number that it does not expect.', 'A result was too large for its type.'],
  'bad-conversion': [
    'A number that it does not expect.',
    'It turned a fraction into a whole number that cannot hold it.',
  ],
  deadlock: ['A mistake in the server.', 'All its tasks waited for each other.'],
  exception: ['An exception that nobody caught.', 'The server threw it, and no part of it was ready for it.'],
  interrupted: ['It was ended from outside.', 'wasmtime interrupted it.'],
  'out-of-fuel': ['It computed for too long.', 'It used up the steps that it was given.'],
}

const todos: Record<string, string> = {
  'bad-atomic': 'Build it without threads, or ask its author to.',
  'divide-by-zero': 'Look for a 0 or an empty list in the arguments, and try others in the playground.',
  'integer-overflow': 'Look for large or negative numbers in the arguments, and try smaller ones in the playground.',
  'bad-conversion': 'Look for large or negative numbers in the arguments, and try smaller ones in the playground.',
  'out-of-fuel': 'Ask it for less at a time.',
  interrupted: 'Call the tool again. If it happens again, copy the bug report.',
}

/** The likely ones first. */
export function causesOf(trap: TrapDetail): Cause[] {
  const causes = [...outOfMemory(trap), ...missingGrant(trap)]
  const { code } = trap
  if (code === 'out-of-memory') return causes
  if (code === 'limit') causes.push(overLimit(trap))
  else if (code === 'stack-overflow') causes.push(tooDeep(trap))
  else causes.push(mistake(trap))
  if (code === 'panic' || code === 'unreachable') causes.push(unexpected(trap))
  return causes
}

/** What it was not, as far as that is known: `memory (38 of 256 MB)`. */
export function notCauses(trap: TrapDetail): string[] {
  const { memoryBytes, limits, caused, denials, call } = trap
  const found: string[] = []
  if (memoryBytes !== undefined && limits && outOfMemory(trap).length === 0)
    found.push(`memory (${mb(memoryBytes)} of ${mb(limits.memoryBytes)} MB)`)
  if (caused?.durationMs !== undefined && limits && caused.durationMs < limits.callMs * 0.9)
    found.push(`time (${seconds(caused.durationMs)} of ${seconds(limits.callMs)} s)`)
  if (call !== undefined && denials.length === 0) found.push('a missing grant (no denial in this call)')
  return found
}

/** A server that cannot get memory gives up, in most languages with `unreachable`. */
function outOfMemory({ code, message, raw, memoryBytes, limits }: TrapDetail): Cause[] {
  const said = /memory allocation of (\d+) bytes failed/u.exec(`${message}\n${raw}`)
  const near = memoryBytes !== undefined && limits !== undefined && memoryBytes > limits.memoryBytes * 0.9
  if (code !== 'out-of-memory' && !said && !(near && code !== 'limit') && !/capacity overflow/u.test(message)) return []
  const limit = limits ? `its limit is ${mb(limits.memoryBytes)} MB` : 'its limit did not allow that'
  const held = memoryBytes === undefined ? '' : ` It held ${mb(memoryBytes)} MB.`
  const why = said
    ? `It asked for ${size(Number(said[1]))} more, and ${limit}.`
    : `It was close to its limit, as ${limit}.`
  return [
    {
      title: 'Out of memory.',
      why: [`${why}${held}`],
      todo: 'Ask it for less at a time, or give it a larger memory limit under Grants.',
    },
  ]
}

function missingGrant({ denials }: TrapDetail): Cause[] {
  const [first] = denials
  if (!first) return []
  const others = denials.length - 1
  const more = others === 0 ? '.' : ` and ${others === 1 ? '1 more' : `${others} more`}.`
  return [
    {
      title: 'A missing grant.',
      why: ['In this call: ', { code: first.text }, `${more} It may have counted on getting that.`],
      todo: 'Allow it on its Grants tab if it should have it, then call the tool again.',
    },
  ]
}

function mistake(trap: TrapDetail): Cause {
  const [title, why] = slips[trap.code] ?? ['A mistake in the server.', '']
  return { title, why: [why === '' ? '' : `${why} `, ...firstFrame(trap)], todo: todos[trap.code] ?? report }
}

function firstFrame({ frames, before }: TrapDetail): Said {
  const own = ownFrame(frames)
  if (!own) return [frames.length === 0 ? 'There are no frames.' : 'None of its frames has a name of its own code.']
  const again = before.length === 0 ? '.' : `; the same one trapped ${times(before.length)} before.`
  return ['The first frame of its own code is ', { code: own.func }, again]
}

function unexpected({ caused, tool }: TrapDetail): Cause {
  return {
    title: 'An input that it does not expect.',
    why: [caused ? 'It got the arguments on this page.' : 'What it was asked is not kept.'],
    todo: tool === undefined ? 'Restart it.' : 'Open the call in the playground and change one argument at a time.',
  }
}

function tooDeep({ frames }: TrapDetail): Cause {
  const own = frames.find((frame) => !isLibrary(frame))
  const repeats = own ? frames.filter(({ func }) => func === own.func).length : 0
  return {
    title: 'A call of itself without end, or input that is nested too deep.',
    why: own && repeats > 2 ? [{ code: own.func }, ` stands ${repeats} times in the frames.`] : ['Its stack was full.'],
    todo: 'Try input that is nested less deep. If small input does it too, it is a mistake for its author: copy the bug report.',
  }
}

function overLimit({ message, limits }: TrapDetail): Cause {
  const handles = /handle|resource table/u.test(message)
  return {
    title: handles ? 'It opened too much and closed too little.' : 'It wanted more than it may have.',
    why: [
      handles && limits
        ? `It may hold ${limits.handles} files, streams and sockets.`
        : 'One of its limits was reached.',
    ],
    todo: 'Ask it for less at a time, or raise the limit under Grants.',
  }
}

/** Powers of two, as limits are given. */
function mb(bytes: number): number {
  return Math.round(bytes / 2 ** 20)
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} KB` : `${Math.round(bytes / 1e6)} MB`
}

function seconds(ms: number): number {
  return ms < 95 ? Math.max(0.01, Math.round(ms / 10) / 100) : Math.round(ms / 100) / 10
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
