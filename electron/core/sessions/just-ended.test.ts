import { expect, it } from 'vitest'
import type { Pending } from './guest-requests.ts'
import { JustEnded } from './just-ended.ts'

const [a, b, c] = [{ id: 1 }, { id: 2 }, { id: 3 }] as Pending[] as [Pending, Pending, Pending]
const turn = () => new Promise(setImmediate)

it('counts a request that was just answered among those that the guest has', async () => {
  const ended = new JustEnded()
  expect(ended.with([])).toEqual([])
  ended.add(a)
  expect(ended.with([])).toEqual([a])
  expect(ended.with([b])).toEqual([a, b])
  await turn()
  expect(ended.with([])).toEqual([a])
  expect(ended.with([b])).toEqual([b])
  ended.add(b)
  ended.add(c)
  expect(ended.with([])).toEqual([b, c])
  await turn()
  expect(ended.with([])).toEqual([c])
  await new Promise((resolve) => setTimeout(resolve, 70))
  expect(ended.with([])).toEqual([])
})
