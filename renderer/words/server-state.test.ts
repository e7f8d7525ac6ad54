import { describe, expect, it } from 'vitest'
import { defaultLimits, type InstanceState, type RuntimeState, type Trap } from '../../shared/domain.ts'
import { isInTrouble, stateWords } from './server-state.ts'

const facts = { enabled: true, runningFor: [], instances: 0, limits: defaultLimits, missing: [] }
const words = (state: InstanceState, more: object = {}, runtime?: RuntimeState) => {
  const { shape, word, second } = stateWords({ ...facts, state, ...more }, runtime)
  return [shape, word, second]
}
const trap: Trap = { code: 'unreachable', message: 'wasm `unreachable`', frames: [], raw: '' }

describe('what a server does', () => {
  it.each<[InstanceState, object, unknown[]]>([
    [{ kind: 'stopped' }, {}, ['stopped', 'Stopped', 'starts at the first call']],
    [{ kind: 'stopped' }, { enabled: false }, ['off', 'Off', undefined]],
    [{ kind: 'starting' }, {}, ['starting', 'Starting', 'at most 10 s']],
    [{ kind: 'running' }, { runningFor: ['a', 'b', 'a'], instances: 3 }, ['running', 'Running', 'for a, b']],
    [{ kind: 'running' }, { instances: 1 }, ['running', 'Running', '1 instance']],
    [{ kind: 'running' }, { enabled: false, instances: 1 }, ['running', 'Running', '1 instance']],
    [{ kind: 'stopping', step: 'asked' }, {}, ['starting', 'Stopping', 'asked to end']],
    [
      { kind: 'waiting', attempt: 3, delayMs: 2000, last: { kind: 'exited', code: 1 } },
      {},
      ['waiting', 'Waiting', 'crash 3 of 5, again after 2 s'],
    ],
    [
      { kind: 'failed', last: { kind: 'timed-out', afterMs: 10_000 } },
      {},
      ['failed', 'Timed out', 'no answer within 10 s'],
    ],
    [{ kind: 'failed', last: { kind: 'exited', code: 3 } }, {}, ['failed', 'Crashed', 'it exited with code 3']],
    [
      { kind: 'needs-grants', last: { kind: 'exited', code: 1 } },
      { missing: [{ text: 'a folder to read' }, { text: 'a store' }] },
      ['key', 'Needs grants', 'asks for a folder to read and 1 more'],
    ],
    [{ kind: 'stopped', last: { kind: 'trapped', trap } }, {}, ['trapped', 'Trapped', 'starts again at the next call']],
    [{ kind: 'stopped', last: { kind: 'exited', code: 0 } }, {}, ['stopped', 'Stopped', 'starts at the first call']],
    [
      { kind: 'stopped', last: { kind: 'exited', code: 3 } },
      {},
      ['stopped', 'Stopped', 'exited with code 3, starts at the next call'],
    ],
  ])('%j %j', (state, more, said) => {
    expect(words(state, more)).toEqual(said)
  })

  it('says what it waits for while there is no wasmtime', () => {
    expect(words({ kind: 'stopped' }, {}, { kind: 'looking' })[2]).toBe('starts when wasmtime is ready')
    const failed: RuntimeState = { kind: 'failed', problem: { code: 'unavailable', message: 'No.' } }
    expect(words({ kind: 'stopped' }, {}, failed)[2]).toBe('cannot start without wasmtime')
  })

  it.each([
    [0, '0.0 s of at most 10 s', 'crash 3 of 5, again in 4 s'],
    [1234, '1.2 s of at most 10 s', 'crash 3 of 5, again in 3 s'],
    [3900, '3.9 s of at most 10 s', 'crash 3 of 5, again in 1 s'],
    [4000, '4.0 s of at most 10 s', 'crash 3 of 5, again now'],
    [99_000, '10.0 s of at most 10 s', 'crash 3 of 5, again now'],
    [-50, '0.0 s of at most 10 s', 'crash 3 of 5, again in 4 s'],
  ])('counts on, %d ms after the state began', (passed, starting, waiting) => {
    const second = (state: InstanceState) =>
      stateWords({ ...facts, since: 5_000, state }, undefined, 5_000 + passed).second
    expect(second({ kind: 'starting' })).toBe(starting)
    expect(second({ kind: 'waiting', attempt: 3, delayMs: 4000, last: { kind: 'exited', code: 1 } })).toBe(waiting)
  })

  it('says why it cannot be used before anything else', () => {
    const problem = { code: 'unavailable' as const, message: 'Its .wasm file is missing.' }
    expect(words({ kind: 'running' }, { problem })).toEqual(['failed', 'Failed', 'Its .wasm file is missing.'])
    expect(isInTrouble({ ...facts, state: { kind: 'stopped' }, problem })).toBe(true)
    expect(isInTrouble({ ...facts, state: { kind: 'stopped' } })).toBe(false)
  })
})
