import { InvalidArgumentError } from 'commander'
import { describe, expect, test } from 'vitest'
import { bytes, count, duration, time } from './amounts.ts'
import { isError, textOfResult } from './call-result.ts'
import { lines, oneLine } from './plain-text.ts'
import { limit } from './record-commands.ts'
import { sentence } from './run.ts'
import { serveWords } from './serve-command.ts'
import { cut, facts, table, widthOf } from './table.ts'
import { toolArguments } from './tool-arguments.ts'
import { progressLine } from './wasmtime-progress.ts'

describe('tables', () => {
  test('align, whatever is in them, and leave no blanks at the end of a line', () => {
    expect(
      table(
        ['A', 'B', ''],
        [
          ['1', 'long', ''],
          ['日本', 'x', 'y'],
          ['\u001b[1mab\u001b[0m', 'z', ''],
        ],
      ),
    ).toBe('A     B\n1     long\n日本  x     y\n\u001b[1mab\u001b[0m    z\n')
    expect(
      facts([
        ['Name', 'x'],
        ['Nothing', ''],
        ['A', 'y'],
      ]),
    ).toBe('Name  x\nA     y\n')
  })

  test('fit a terminal', () => {
    expect(table(['A', 'B'], [['1', 'a long text']], 9)).toBe('A  B\n1  a lon…\n')
    expect(cut('日本語', 5)).toBe('日本…')
    expect(cut('abc', 3)).toBe('abc')
    expect(widthOf('e\u0301👍')).toBe(3)
  })
})

describe('amounts', () => {
  test('of time', () => {
    expect([0.42, 18.4, 999, 1_234, 65_000].map(duration)).toEqual(['0.4 ms', '18 ms', '999 ms', '1.2 s', '1 min'])
    const noon = new Date(2026, 10, 21, 12, 5, 9).getTime()
    expect(time(noon, noon + 1000)).toBe('12:05:09')
    expect(time(noon, noon + 86_400_000)).toBe('2026-11-21 12:05:09')
  })
  test('of bytes and things', () => {
    expect([0, 999, 1_000, 9_949, 794_123, 1_258_000, 2_500_000_000].map(bytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 KB',
      '9.9 KB',
      '794 KB',
      '1.3 MB',
      '2.5 GB',
    ])
    expect([count(1, 'tool'), count(2, 'tool'), count(0, 'entry', 'entries')]).toEqual([
      '1 tool',
      '2 tools',
      '0 entries',
    ])
  })
})

describe('text of unknown origin', () => {
  test('cannot steer a terminal, forge a line, or turn text around', () => {
    expect(oneLine('a\u001b[2Jb\r\nc\td\u202ee\u200b\u0007\u2028')).toBe(
      'a\u{fffd}[2Jb c d\u{fffd}e\u{fffd}\u{fffd}\u{fffd}',
    )
    expect(lines('a\r\n\tb\rc\u001b]0;x\u0007')).toBe('a\n\tb\nc\u{fffd}]0;x\u{fffd}')
    expect(oneLine('👩\u200d💻 ä')).toBe('👩\u200d💻 ä')
  })
})

describe('results', () => {
  test('are their texts; anything else is named', () => {
    expect(
      textOfResult({
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b\n' },
        ],
      }),
    ).toBe('a\nb\n')
    expect(
      textOfResult({
        content: [
          { type: 'image', mimeType: 'image/png', data: 'AAAA' },
          { type: 'resource_link', uri: 'x://y', name: 'n' },
          { type: 'resource', resource: { uri: 'x://z', text: 'inside' } },
          { type: 'resource', resource: { uri: 'x://b', blob: 'AAAA' } },
          {},
        ],
      }),
    ).toBe('[image, image/png, 3 B]\n[resource_link, x://y]\ninside\n[resource, x://b]\n[something]\n')
    expect(textOfResult({ content: [], structuredContent: { a: 1 } })).toBe('{\n  "a": 1\n}\n')
    for (const nothing of [null, undefined, {}, { content: 'x' }]) expect(textOfResult(nothing)).toBe('')
    expect([isError({ isError: true }), isError({}), isError(null)]).toEqual([true, false, false])
  })
})

describe('words of a command line', () => {
  test('become arguments or a sentence', () => {
    expect(toolArguments('{"a":[1]}')).toBe('{"a":[1]}')
    for (const bad of ['', '{', '[]', 'null', '"x"', '1'])
      expect(() => toolArguments(bad)).toThrow(InvalidArgumentError)
    expect(limit('1000')).toBe(1000)
    for (const bad of ['0', '1001', '1.5', '-1', ' 5', '1e2', ''])
      expect(() => limit(bad)).toThrow(InvalidArgumentError)
  })
  test('go to serve as it takes them', () => {
    expect(serveWords({ open: true })).toEqual([])
    expect(serveWords({ home: '-x', port: '0', open: false, background: true, json: true })).toEqual([
      '--home=-x',
      '--port=0',
      '--no-open',
      '--background',
      '--json',
    ])
  })
  test('that are wrong are said like everything else', () => {
    expect(sentence("error: unknown option '--x'\n")).toBe("Unknown option '--x'.\n")
    expect(sentence("error: unknown command 'lits'\n(Did you mean list?)\n")).toBe(
      "Unknown command 'lits'\n(Did you mean list?)\n",
    )
  })
})

test('progress of wasmtime says what, how far and since when', () => {
  const building = { kind: 'building', version: '48.0.3', done: 30, total: 120, startedAt: 0, detail: 'x' } as const
  expect(progressLine(building, 30_000)).toBe('Building wasmtime 48.0.3, 25 % (once, then it is kept)')
  expect(progressLine({ ...building, total: null }, 150_000)).toBe(
    'Building wasmtime 48.0.3, 2 minutes so far (once, then it is kept)',
  )
  expect(progressLine({ kind: 'downloading', version: '48.0.3', done: 1, total: 3 })).toBe(
    'Downloading wasmtime 48.0.3, 33 %',
  )
  expect(progressLine({ kind: 'looking' })).toBeUndefined()
})
