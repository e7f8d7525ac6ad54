import type { Ending, InstanceState, Problem, StopStep } from './domain.ts'

/** What can happen to an instance. */
export type Happening =
  | { kind: 'start' }
  | { kind: 'stop' }
  | { kind: 'ready' }
  /**
   * `inCall`: a call was pending in it. `failures`: endings before `ready` of this server in the last 60 s, this one included
   * (counted per server, by whoever reports it; 0 where the ending came after `ready`). `lacks`: something that the server declares as
   * required was not granted.
   */
  | { kind: 'ended'; ending: Ending; inCall: boolean; failures: number; lacks?: boolean }
  | { kind: 'time-up' }
  | { kind: 'retry' }
  /** Its grants changed. */
  | { kind: 'granted' }

/** What the supervisor must now do. It decides nothing else. */
export type Command = 'spawn' | 'close-stdin' | 'terminate' | 'kill' | 'wait'

export interface Step {
  state: InstanceState
  command?: Command
}

export const maxFailures = 5
export const failureWindowMs = 60_000

/** Pause before the next try after the nth failed start: 0.5 s, doubling, at most 30 s. */
export function backoffMs(failures: number): number {
  return Math.min(30_000, 500 * 2 ** (failures - 1))
}

const tooSlow: Problem = {
  code: 'unavailable',
  message: 'It did not answer in time.',
  hint: 'Look at its log. A larger start limit helps a server that is slow to start.',
}

/**
 * The whole life of an instance, as one pure function.
 *
 *   stopped ──start──▶ starting ──ready──▶ running
 *      ▲                 │ │  ▲               │ │
 *      │       stop,     │ │  └─ended in call─┘ │ stop
 *      │     time-up     ▼ └─ended─▶ waiting    │
 *      └────ended──── stopping ◀────────────────┘     waiting ──retry──▶ starting, after 5 in 60 s: failed
 *
 * An ending before `ready` of a server that lacks a grant leads to needs-grants, which only a start or a change of its grants ends.
 * A pair that is not listed changes nothing, so late and repeated events are harmless.
 */
export function next(state: InstanceState, event: Happening): Step {
  switch (state.kind) {
    case 'needs-grants':
    case 'failed':
      if (event.kind === 'granted') return { state: { kind: 'stopped', ...(state.last && { last: state.last }) } }
      return event.kind === 'start' ? { state: { kind: 'starting' }, command: 'spawn' } : { state }

    case 'stopped':
      return event.kind === 'start' ? { state: { kind: 'starting' }, command: 'spawn' } : { state }

    case 'starting':
      if (event.kind === 'ready') return { state: { kind: 'running' } }
      if (event.kind === 'stop') return push('asked')
      if (event.kind === 'time-up') return push('killed', tooSlow)
      if (event.kind === 'ended') return afterFailedStart(event.ending, event)
      return { state }

    case 'running':
      if (event.kind === 'stop') return push('asked')
      if (event.kind !== 'ended') return { state }
      // Replaced at once: the client's session waits for it. An idle one is started by the next call instead.
      if (event.inCall) return { state: { kind: 'starting' }, command: 'spawn' }
      return { state: { kind: 'stopped', last: event.ending } }

    case 'stopping':
      if (event.kind === 'ended') return afterStop(event, state.problem)
      if (event.kind === 'time-up') return push(state.step === 'asked' ? 'terminated' : 'killed', state.problem)
      if (event.kind === 'stop' && state.step !== 'killed') return push('killed', state.problem)
      return { state }

    case 'waiting':
      if (event.kind === 'stop') return { state: { kind: 'stopped', last: state.last } }
      if (event.kind === 'granted') return { state: { kind: 'stopped', last: state.last } }
      if (event.kind === 'start' || event.kind === 'retry') return { state: { kind: 'starting' }, command: 'spawn' }
      return { state }
  }
}

const commandFor: Record<StopStep, Command> = { asked: 'close-stdin', terminated: 'terminate', killed: 'kill' }

function push(step: StopStep, problem?: Problem): Step {
  return { state: { kind: 'stopping', step, ...(problem && { problem }) }, command: commandFor[step] }
}

function afterFailedStart(last: Ending, { failures, lacks }: { failures: number; lacks?: boolean }): Step {
  // Trying again would end in the same way.
  if (lacks) return { state: { kind: 'needs-grants', last } }
  if (failures >= maxFailures) return { state: { kind: 'failed', last } }
  return { state: { kind: 'waiting', attempt: failures, delayMs: backoffMs(failures), last }, command: 'wait' }
}

/** A start that took too long was stopped by us, and still is a failed start. */
function afterStop(event: Happening & { kind: 'ended' }, problem?: Problem): Step {
  if (problem) return afterFailedStart({ kind: 'not-started', problem }, event)
  return { state: { kind: 'stopped', last: event.ending } }
}
