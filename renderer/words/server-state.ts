import type { Ending, RuntimeState, Server } from '../../shared/domain.ts'
import { maxFailures } from '../../shared/lifecycle.ts'
import { counted, duration, written } from './amounts.ts'

/** Every state has its own shape; a colour (tone) only comes on top. */
export type Shape = 'running' | 'starting' | 'waiting' | 'stopped' | 'off' | 'failed' | 'trapped' | 'key'
export type Tone = 'running' | 'starting' | 'stopped' | 'failed' | 'trapped' | 'denied'

export interface StateWords {
  shape: Shape
  tone: Tone
  word: string
  second?: string
}

type Facts = Pick<Server, 'enabled' | 'state' | 'since' | 'runningFor' | 'instances' | 'limits' | 'missing' | 'problem'>

/** What a server is doing, in a word and a second line. What it should do is the switch's business. With `now`, ms, it counts on. */
export function stateWords(server: Facts, runtime?: RuntimeState, now?: number): StateWords {
  const { state, problem } = server
  const passed = now !== undefined && server.since !== undefined ? Math.max(0, now - server.since) : undefined
  if (problem) return { shape: 'failed', tone: 'failed', word: 'Failed', second: problem.message }
  switch (state.kind) {
    case 'running':
      return { shape: 'running', tone: 'running', word: 'Running', second: runsFor(server) }
    case 'starting':
      return {
        shape: 'starting',
        tone: 'starting',
        word: 'Starting',
        second: starting(server.limits.startMs, passed),
      }
    case 'stopping':
      return { shape: 'starting', tone: 'starting', word: 'Stopping', second: stopping[state.step] }
    case 'waiting':
      return {
        shape: 'waiting',
        tone: 'starting',
        word: 'Waiting',
        second: `crash ${state.attempt} of ${maxFailures}, ${again(state.delayMs, passed)}`,
      }
    case 'failed':
      return { shape: 'failed', tone: 'failed', word: failedWord(state.last), second: endingWords(state.last) }
    case 'needs-grants':
      return { shape: 'key', tone: 'denied', word: 'Needs grants', second: needed(server) }
    case 'stopped':
      return server.enabled ? stopped(state.last, runtime) : { shape: 'off', tone: 'stopped', word: 'Off' }
  }
  return state satisfies never
}

/** A server that ended for want of a grant it has by now was just not started again. */
function needed({ missing }: Facts): string {
  const [first] = missing
  if (!first) return 'everything is granted now, it can be tried again'
  return missing.length === 1 ? `asks for ${first.text}` : `asks for ${first.text} and ${missing.length - 1} more`
}

/** Tenths of a second, so that it is seen to go on; never more than there is. */
function starting(limit: number, passed: number | undefined): string {
  const most = `at most ${written(duration(limit))}`
  return passed === undefined ? most : `${(Math.min(passed, limit) / 1000).toFixed(1)} s of ${most}`
}

function again(delay: number, passed: number | undefined): string {
  if (passed === undefined) return `again after ${written(duration(delay))}`
  const left = delay - passed
  return left <= 0 ? 'again now' : `again in ${Math.ceil(left / 1000)} s`
}

const stopping = { asked: 'asked to end', terminated: 'told to end', killed: 'being ended' } as const

function runsFor({ runningFor, instances }: Facts): string {
  if (runningFor.length === 0) return counted(instances, 'instance')
  return `for ${[...new Set(runningFor)].join(', ')}`
}

function stopped(last: Ending | undefined, runtime?: RuntimeState): StateWords {
  const words: StateWords = { shape: 'stopped', tone: 'stopped', word: 'Stopped', second: 'starts at the first call' }
  if (runtime && runtime.kind !== 'ready') {
    return {
      ...words,
      second: runtime.kind === 'failed' ? 'cannot start without wasmtime' : 'starts when wasmtime is ready',
    }
  }
  if (last?.kind === 'trapped') {
    return { shape: 'trapped', tone: 'trapped', word: 'Trapped', second: 'starts again at the next call' }
  }
  if (last?.kind === 'exited' && last.code !== 0) {
    return { ...words, second: `exited with code ${last.code}, starts at the next call` }
  }
  return words
}

function failedWord(last: Ending): string {
  if (last.kind === 'timed-out') return 'Timed out'
  return last.kind === 'exited' || last.kind === 'signalled' ? 'Crashed' : 'Failed'
}

/** How a run ended, as the rest of a sentence. */
export function endingWords(ending: Ending): string {
  switch (ending.kind) {
    case 'exited':
      return ending.code === 0 ? 'it ended by itself before it answered' : `it exited with code ${ending.code}`
    case 'signalled':
      return `it was ended by ${ending.signal}`
    case 'trapped':
      return `it trapped: ${ending.trap.message}`
    case 'timed-out':
      return `no answer within ${written(duration(ending.afterMs))}`
    case 'not-started':
      return ending.problem.message
  }
  return ending satisfies never
}

/** A server that should work and does not. */
export function isInTrouble(server: Facts): boolean {
  if (server.problem) return true
  return ['failed', 'waiting', 'needs-grants'].includes(server.state.kind)
}
