import { describe, expect, it } from 'vitest'
import { boundedJson } from './bounded-json.ts'
import { resultText } from './preview.ts'

describe('boundedJson', () => {
  it.each([[{ a: [1, 'x', null, true, { b: 'ü"\n' }] }], [[]], [{}], ['text'], [null], [3]])(
    'writes %j as it is',
    (value) => {
      const text = JSON.stringify(value)
      expect(boundedJson(value, 1000)).toEqual({ text, bytes: Buffer.byteLength(text) })
    },
  )

  it('writes only the beginning of what is large, and counts the rest', () => {
    const value = { list: Array.from({ length: 100_000 }, (_, i) => ({ i, text: 'x'.repeat(10) })), last: 1 }
    const whole = JSON.stringify(value)
    const { text, bytes } = boundedJson(value, 1000)
    expect(text.length).toBeGreaterThanOrEqual(1000)
    expect(text.length).toBeLessThan(1100)
    expect(whole.startsWith(text)).toBe(true)
    expect(Math.abs(bytes / whole.length - 1)).toBeLessThan(0.1)
  })

  it('takes long texts apart, not only many', () => {
    const { text, bytes } = boundedJson({ a: 'x'.repeat(5_000_000), b: 1 }, 1000)
    expect(text.length).toBeLessThan(1020)
    expect(bytes).toBeGreaterThan(5_000_000)
  })

  it('never throws: cycles, big integers, deep nesting, nothing', () => {
    const cycle: Record<string, unknown> = {}
    cycle['a'] = cycle
    let deep: unknown = 1
    for (let i = 0; i < 200_000; i++) deep = [deep]
    for (const value of [cycle, { a: 1n }, deep, undefined, () => 1])
      expect(typeof boundedJson(value, 100).text).toBe('string')
  })
})

describe('resultText', () => {
  it('shows the words of a result', () => {
    const content = [
      { type: 'text', text: 'one' },
      { type: 'image', data: 'xx' },
      { type: 'text', text: 'two' },
    ]
    expect(resultText({ content }, 200)).toBe('one [image] two')
    expect(resultText({ content: [], structuredContent: { a: 1 } }, 200)).toBe(
      '{"content":[],"structuredContent":{"a":1}}',
    )
    expect(resultText('odd', 200)).toBe('"odd"')
    expect(resultText({ content: [null, 3, {}] }, 200)).toBe('[?] [?] [?]')
  })
})
