import { expect, test } from 'vitest'
import type { Instance, InstanceState } from '../../shared/domain.ts'
import { summarise } from './server-view.ts'

const instance = (state: InstanceState): Instance => ({ id: 'i', server: 's', session: null, state, since: 0 })
const ended = { kind: 'exited', code: 1 } as const
const states: Record<string, InstanceState> = {
  stopped: { kind: 'stopped' },
  running: { kind: 'running' },
  starting: { kind: 'starting' },
  waiting: { kind: 'waiting', attempt: 1, delayMs: 500, last: ended },
  failed: { kind: 'failed', last: ended },
}

test.each([
  [[], 'stopped'],
  [['stopped', 'running'], 'running'],
  [['running', 'starting'], 'starting'],
  [['running', 'waiting'], 'waiting'],
  [['waiting', 'failed', 'running'], 'failed'],
])('%j is shown as %s', (names, shown) => {
  const instances = names.map((name) => instance(states[name]!))
  expect(summarise(instances).state.kind).toBe(shown)
  expect(summarise(instances.reverse()).state.kind).toBe(shown)
})
