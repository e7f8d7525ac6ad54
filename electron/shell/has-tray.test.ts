import { expect, test } from 'vitest'
import { trayComes } from './has-tray.ts'

test('a panel that comes late is seen, one that never comes is not waited for without end', async () => {
  let asked = 0
  const after = (nth: number) => () => Promise.resolve(++asked > nth)
  expect(await trayComes(after(2), { everyMs: 1, forMs: 60_000 })).toBe(true)
  expect(asked).toBe(3)
  expect(await trayComes(() => Promise.resolve(false), { everyMs: 1, forMs: 20 })).toBe(false)
})
