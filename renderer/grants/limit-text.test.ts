import { expect, it } from 'vitest'
import { limitRows, limitText, parseLimit, type LimitName } from './limit-text.ts'

const row = (name: LimitName) => limitRows.find((each) => each.name === name)!
const parse = (name: LimitName, text: string) => parseLimit(row(name), text)

it('writes a limit in the unit in which it is a whole number', () => {
  expect(limitText('bytes', 256 * 1024 ** 2)).toBe('256 MB')
  expect(limitText('bytes', 1536 * 1024)).toBe('1536 KB')
  expect(limitText('bytes', 4 * 1024 ** 3)).toBe('4 GB')
  expect([50_000, 300_000, 1500, 90_000].map((ms) => limitText('ms', ms))).toEqual(['50 s', '5 min', '1500 ms', '90 s'])
  expect(limitText('count', 8)).toBe('8')
})

it('reads what people write, and takes back what it wrote', () => {
  expect(parse('memoryBytes', '64')).toEqual({ value: 64 * 1024 ** 2 })
  expect(parse('memoryBytes', '1.5gb')).toEqual({ value: 1.5 * 1024 ** 3 })
  expect(parse('callMs', '2 min')).toEqual({ value: 120_000 })
  expect(parse('callMs', '0,5 s')).toEqual({ value: 500 })
  for (const each of limitRows) {
    expect(parseLimit(each, limitText(each.unit, each.min))).toEqual({ value: each.min })
    expect(parseLimit(each, limitText(each.unit, each.max))).toEqual({ value: each.max })
  }
})

it('says what it takes instead', () => {
  expect(parse('callMs', 'soon')).toEqual({ mistake: 'Write a number and ms, s, min or h.' })
  expect(parse('callMs', '5 MB')).toEqual({ mistake: 'Write a number and ms, s, min or h.' })
  expect(parse('callMs', '0')).toEqual({ mistake: 'From 100 ms to 24 h.' })
  expect(parse('calls', '0')).toEqual({ mistake: 'From 1 to 1000.' })
  expect(parse('calls', '8 MB')).toEqual({ mistake: 'Write a number.' })
  expect(parse('memoryBytes', '-1')).toEqual({ mistake: 'Write a number and KB, MB or GB.' })
})
