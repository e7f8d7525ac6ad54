import { expect, it } from 'vitest'
import { endWords } from './end-words.ts'

it('says how many calls would end, and by what', () => {
  expect(endWords('quit', 1)).toMatchObject({ title: '1 call is running', does: 'Quit and end it' })
  expect(endWords('quit', 1).text).toMatch(/^Quitting ends it\./u)
  expect(endWords('restart', 1200)).toMatchObject({
    title: '1,200 calls are running',
    text: 'Restarting ends them with an error.',
    does: 'Restart and end them',
  })
})
