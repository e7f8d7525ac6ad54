import { expect, test } from 'vitest'
import type { InstalledServer } from './book.ts'
import { compileAhead } from './compile-ahead.ts'

const server = (id: string, enabled: boolean) => ({ id, enabled }) as InstalledServer

test('those that are on come first and together, the others one by one, whatever fails', async () => {
  const steps: string[] = []
  const failed: string[] = []
  await compileAhead(
    async ({ id }) => {
      steps.push(`${id} begins`)
      await Promise.resolve()
      steps.push(`${id} ends`)
      if (id === 'bad') throw new Error('It is no code.')
    },
    [server('a', false), server('bad', false), server('b', true), server('c', true), server('d', false)],
    ({ id }, { message }) => failed.push(`${id}: ${message}`),
  )
  const together = ['b begins', 'c begins', 'b ends', 'c ends']
  const apart = ['a begins', 'a ends', 'bad begins', 'bad ends', 'd begins', 'd ends']
  expect(steps).toEqual([...together, ...apart])
  expect(failed).toEqual([expect.stringMatching(/^bad: /)])
})
