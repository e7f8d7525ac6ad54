import { expect, it } from 'vitest'
import { pagesOf } from './pages-of.ts'
import { LinesToAsk } from './testing.ts'

it('gives every line once and in order, up to where it was told to end', async () => {
  const host = new LinesToAsk()
  host.print('git', 2500)
  host.print('time', 1000)
  const list = (query: Parameters<typeof host.find>[0]) => Promise.resolve(host.find(query))
  const seqs = async (...rest: [object?]) => {
    const found: number[] = []
    for await (const lines of pagesOf({ server: 'git' }, list, ...rest)) found.push(...lines.map(({ seq }) => seq))
    return found
  }
  expect(await seqs()).toEqual(Array.from({ length: 2500 }, (_, index) => index + 1))
  expect(await seqs({ first: 999, last: 1003 })).toEqual([999, 1000, 1001, 1002, 1003])
  expect(await seqs({ last: 0 })).toEqual([])
})
