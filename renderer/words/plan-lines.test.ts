import { expect, it } from 'vitest'
import { changeWords, foldLines, planLines } from './plan-lines.ts'

const before = '{\n  "a": 1\n}\n'
const after = '{\n  "a": 1,\n  "b": 2\n}\n'

it('numbers lines as the file will have them, and what goes as it had them', () => {
  expect(planLines(before, after)).toEqual([
    { number: 1, sign: '', text: '{' },
    { number: 2, sign: '-', text: '  "a": 1' },
    { number: 2, sign: '+', text: '  "a": 1,' },
    { number: 3, sign: '+', text: '  "b": 2' },
    { number: 4, sign: '', text: '}' },
  ])
})

it('says what changes in words', () => {
  expect(changeWords(before, planLines(before, after))).toBe(
    '1 line added, 1 line changed, the rest stays byte for byte',
  )
  expect(changeWords(null, planLines(null, after))).toBe('a new file of 4 lines')
})

it('folds long stretches that stay', () => {
  const long = Array.from({ length: 60 }, (_, index) => `line ${index}`).join('\n')
  const folded = foldLines(planLines(`${long}\nend\n`, `${long}\nnew\nend\n`))
  expect(folded[0]).toEqual({ folded: 56 })
  expect(folded).toHaveLength(1 + 4 + 1 + 1)
})

it('handles files with carriage returns and without a last line end', () => {
  expect(planLines('{\r\n}', '{\r\n}')).toEqual([
    { number: 1, sign: '', text: '{' },
    { number: 2, sign: '', text: '}' },
  ])
})
