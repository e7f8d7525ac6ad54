import { expect, it } from 'vitest'
import { runtimeProgress } from './runtime.ts'

const building = { kind: 'building' as const, version: '48.0.3', startedAt: 0, detail: '' }

it('says how long a build will take only once that can be known', () => {
  expect(runtimeProgress({ ...building, done: 3, total: 500 }, 60_000)).toEqual({
    sentence: 'Building wasmtime 48.0.3. Servers start when it is ready.',
    amount: '3 of 500 crates',
    share: 3 / 500,
  })
  expect(runtimeProgress({ ...building, done: 250, total: 500 }, 180_000)?.sentence).toContain('about 3 min left')
  expect(runtimeProgress({ ...building, done: 12, total: null }, 1)).toMatchObject({ share: null, amount: '12 crates' })
})

it('is silent when there is nothing to wait for', () => {
  expect(runtimeProgress({ kind: 'ready', version: '1', path: '', from: 'cache' }, 0)).toBeNull()
})
