import { expect, it } from 'vitest'
import { bars } from './spark.tsx'

it('draws one bar for each minute with a call, on the scale that is given', () => {
  expect(bars([0, 0], 4)).toBe('')
  expect(bars([4, 0, 2], 4)).toBe('M0 19v-19h2v19zM6 19v-10h2v10z')
})

it('never hides a call, and never leaves its box', () => {
  expect(bars([1], 10_000)).toBe('M0 19v-2h2v2z')
  expect(bars([9], 3)).toBe('M0 19v-19h2v19z')
})
