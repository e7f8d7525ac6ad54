import { expect, it } from 'vitest'
import type { LogLine } from '../../shared/records.ts'
import { asNdjson, asText } from './lines-as-text.ts'

const line: LogLine = {
  ...{ seq: 7, at: 0, server: 'git', session: null, source: 'stderr', level: 'error' },
  text: '\u001b[31mred\u001b[0m\u001b[2Jcleared\u202e\nnext',
}

it('writes text that does nothing in a terminal, a line for each', () => {
  expect(asText([line, line])).toBe(
    Array(2).fill('1970-01-01T00:00:00.000Z error git stderr red[ESC[2J]cleared[U+202E]\\nnext').join('\n'),
  )
})

it('writes JSON with the text as it came', () => {
  const rows = asNdjson([line, line]).split('\n')
  expect(rows).toHaveLength(2)
  expect(JSON.parse(rows[1] ?? '')).toEqual(line)
})
