import { expect, test } from 'vitest'
import { Slots } from './slots.ts'

test('all get their turn in order, but who is in a hurry comes next', async () => {
  const slots = new Slots(1)
  const done: string[] = []
  let open = () => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  const work = (name: string) =>
    slots.run(async () => {
      await gate
      done.push(name)
    }, name)
  const all = ['running', 'second', 'third', 'fourth'].map(work)
  slots.hurry('fourth')
  slots.hurry('running')
  slots.hurry('nobody')
  open()
  await Promise.all(all)
  expect(done).toEqual(['running', 'fourth', 'second', 'third'])
  await work('later')
  expect(done.at(-1)).toBe('later')
})
