import { describe, expect, it } from 'vitest'
import type { Ending, InstanceState, Problem } from './domain.ts'
import { backoffMs, maxFailures, next, type Happening, type Step } from './lifecycle.ts'

const exit3: Ending = { kind: 'exited', code: 3 }
const slow: Problem = { code: 'unavailable', message: 'slow' }
const failure = expect.objectContaining({ code: 'unavailable' })

const stopped: InstanceState = { kind: 'stopped' }
const stoppedAfter: InstanceState = { kind: 'stopped', last: exit3 }
const starting: InstanceState = { kind: 'starting' }
const running: InstanceState = { kind: 'running' }
const asked: InstanceState = { kind: 'stopping', step: 'asked' }
const terminated: InstanceState = { kind: 'stopping', step: 'terminated' }
const killed: InstanceState = { kind: 'stopping', step: 'killed' }
const killedSlow: InstanceState = { kind: 'stopping', step: 'killed', problem: slow }
const askedSlow: InstanceState = { kind: 'stopping', step: 'asked', problem: slow }
const waiting: InstanceState = { kind: 'waiting', attempt: 1, delayMs: 500, last: exit3 }
const failed: InstanceState = { kind: 'failed', last: exit3 }
const needsGrants: InstanceState = { kind: 'needs-grants', last: exit3 }

const start: Happening = { kind: 'start' }
const stop: Happening = { kind: 'stop' }
const ready: Happening = { kind: 'ready' }
const timeUp: Happening = { kind: 'time-up' }
const retry: Happening = { kind: 'retry' }
const ended = (failures: number, inCall = false): Happening => ({ kind: 'ended', ending: exit3, inCall, failures })

const granted: Happening = { kind: 'granted' }
const lacking = (failures: number): Happening => ({ kind: 'ended', ending: exit3, inCall: true, failures, lacks: true })

const spawned: Step = { state: starting, command: 'spawn' }
const waits = (attempt: number, delayMs: number, last: Ending = exit3): Step => ({
  state: { kind: 'waiting', attempt, delayMs, last },
  command: 'wait',
})

/** Every pair that changes something. */
const table: [InstanceState, Happening, Step][] = [
  [stopped, start, spawned],
  [stoppedAfter, start, spawned],
  [failed, start, spawned],

  [starting, ready, { state: running }],
  [starting, stop, { state: asked, command: 'close-stdin' }],
  [starting, timeUp, { state: { kind: 'stopping', step: 'killed', problem: failure }, command: 'kill' }],
  [starting, ended(1), waits(1, 500)],
  [starting, ended(1, true), waits(1, 500)],
  [starting, ended(2), waits(2, 1000)],
  [starting, ended(4), waits(4, 4000)],
  [starting, ended(maxFailures), { state: failed }],
  [starting, ended(maxFailures + 1), { state: failed }],

  [running, stop, { state: asked, command: 'close-stdin' }],
  [running, ended(0, false), { state: stoppedAfter }],
  [running, ended(0, true), spawned],

  [asked, timeUp, { state: terminated, command: 'terminate' }],
  [terminated, timeUp, { state: killed, command: 'kill' }],
  [killed, timeUp, { state: killed, command: 'kill' }],
  [askedSlow, timeUp, { state: { kind: 'stopping', step: 'terminated', problem: slow }, command: 'terminate' }],
  [killedSlow, timeUp, { state: killedSlow, command: 'kill' }],
  [asked, stop, { state: killed, command: 'kill' }],
  [terminated, stop, { state: killed, command: 'kill' }],
  [askedSlow, stop, { state: killedSlow, command: 'kill' }],
  [asked, ended(0), { state: stoppedAfter }],
  [asked, ended(0, true), { state: stoppedAfter }],
  [terminated, ended(0), { state: stoppedAfter }],
  [killed, ended(0), { state: stoppedAfter }],
  [askedSlow, ended(1), waits(1, 500, { kind: 'not-started', problem: slow })],
  [killedSlow, ended(1), waits(1, 500, { kind: 'not-started', problem: slow })],
  [killedSlow, ended(maxFailures), { state: { kind: 'failed', last: { kind: 'not-started', problem: slow } } }],

  [starting, lacking(1), { state: needsGrants }],
  [starting, lacking(maxFailures), { state: needsGrants }],
  [killedSlow, lacking(1), { state: { kind: 'needs-grants', last: { kind: 'not-started', problem: slow } } }],
  // What ran can run, also without.
  [running, lacking(0), spawned],
  [asked, lacking(0), { state: stoppedAfter }],
  [needsGrants, start, spawned],
  [needsGrants, granted, { state: stoppedAfter }],
  [failed, granted, { state: stoppedAfter }],
  [waiting, granted, { state: stoppedAfter }],

  [waiting, stop, { state: stoppedAfter }],
  [waiting, start, spawned],
  [waiting, retry, spawned],
]

describe('next', () => {
  it.each(table)('%j and %j', (state, event, step) => {
    expect(next(state, event)).toEqual(step)
  })

  const states = [
    stopped,
    stoppedAfter,
    starting,
    running,
    asked,
    terminated,
    killed,
    killedSlow,
    askedSlow,
    waiting,
    failed,
    needsGrants,
  ]
  const events = [start, stop, ready, timeUp, retry, granted, ended(1)]
  const listed = new Set(table.map(([state, event]) => JSON.stringify([state, event.kind])))

  for (const state of states) {
    for (const event of events) {
      if (listed.has(JSON.stringify([state, event.kind]))) continue
      it(`does nothing in ${JSON.stringify(state)} at ${event.kind}`, () => {
        const step = next(state, event)
        expect(step.state).toBe(state)
        expect(step.command).toBeUndefined()
      })
    }
  }

  it('waits 0.5 s, doubling, at most 30 s', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map(backoffMs)).toEqual([
      500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000,
    ])
  })

  it('replaces a child that ends in a call any number of times', () => {
    let state: InstanceState = running
    for (let n = 0; n < 100; n++) {
      const step = next(state, ended(0, true))
      expect(step).toEqual(spawned)
      state = next(step.state, ready).state
    }
    expect(state).toEqual(running)
  })

  it('gives up a boot loop after five', () => {
    let state = next(stopped, start).state
    const delays: number[] = []
    for (let n = 1; state.kind !== 'failed'; n++) {
      state = next(state, ended(n)).state
      if (state.kind === 'waiting') delays.push(state.delayMs)
      if (state.kind === 'waiting') state = next(state, retry).state
    }
    expect(delays).toEqual([500, 1000, 2000, 4000])
  })
})
