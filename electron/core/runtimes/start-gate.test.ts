import { expect, it } from 'vitest'
import { StartGate } from './start-gate.ts'

it('lets only so many start at a time, in order', () => {
  const gate = new StartGate(2, 60_000)
  const started: number[] = []
  const leave = [1, 2, 3, 4].map((n) => gate.enter(() => started.push(n)))
  expect(started).toEqual([1, 2])
  leave[1]!()
  expect(started).toEqual([1, 2, 3])
  leave[1]!()
  expect(started).toEqual([1, 2, 3])
  leave[0]!()
  expect(started).toEqual([1, 2, 3, 4])
})

it('forgets who leaves before their turn', () => {
  const gate = new StartGate(1, 60_000)
  const started: number[] = []
  const leave = [1, 2, 3].map((n) => gate.enter(() => started.push(n)))
  leave[1]!()
  leave[1]!()
  leave[0]!()
  expect(started).toEqual([1, 3])
  leave[2]!()
  gate.enter(() => started.push(4))
  expect(started).toEqual([1, 3, 4])
})

it('does not wait for one that takes long', async () => {
  const gate = new StartGate(1, 10)
  gate.enter(() => undefined)
  await new Promise<void>((resolve) => gate.enter(resolve))
})
