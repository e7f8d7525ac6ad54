import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { guess } from '../../../electron/core/denials/guess.ts'
import { javaLog as java, logSamples } from './log-samples.ts'
import { logFolder, logServer } from './log-server.ts'

describe('log-parser', () => {
  it('offers the five tools, which only read', async () => {
    const { tools } = await logServer()
    expect(tools.map(({ name, inputSchema }) => [name, inputSchema.required ?? []])).toEqual([
      ['parse_logs', []],
      ['filter_entries', []],
      ['compute_log_statistics', []],
      ['search_entries', ['pattern']],
      ['extract_time_range', []],
    ])
    for (const { annotations } of tools) expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
  })

  it.each(logSamples)('detects and reads %s', async (format, text, entries) => {
    const folder = await logFolder({ 'a.log': text, 'windows.log': `\ufeff${text.replaceAll('\n', '\r\n')}\r\n` })
    const { found } = await logServer([folder])
    const parsed = await found('parse_logs', { log_content: text })
    expect(parsed).toMatchObject({ format, total_entries: entries.length, returned: entries.length, truncated: false })
    expect(parsed.entries).toMatchObject(
      entries.map(([_level, _time, part]) => ({ _level, ...(_time && { _time }), ...part })),
    )
    for (const [index, [, time]] of entries.entries()) expect(parsed.entries[index]._time).toBe(time)
    expect(await found('parse_logs', { log_content: text, format_type: format })).toEqual(parsed)
    expect(await found('parse_logs', { path: path.join(folder, 'a.log') })).toEqual(parsed)
    const windows = await found('parse_logs', { path: 'windows.log' })
    expect(windows.entries.length).toBe(entries.length)
    expect(windows.levels).toEqual(parsed.levels)
  })

  it('gives syslog without a year the latest year in the past, and says so', async () => {
    const { found } = await logServer()
    const soon = new Date(Date.now() + 5 * 86_400_000)
    const past = new Date(Date.now() - 5 * 86_400_000)
    const line = (at: Date) =>
      `${at.toUTCString().slice(8, 11)} ${String(at.getUTCDate()).padStart(2)} 10:00:00 web sshd[12]: Failed password for root`
    const { entries, notes, format } = await found('parse_logs', { log_content: `${line(past)}\n${line(soon)}` })
    expect(format).toBe('syslog')
    const expected = [past.getUTCFullYear(), soon.getUTCFullYear() - 1]
    expect(entries.map(({ _time }: { _time: string }) => Number(_time.slice(0, 4)))).toEqual(expected)
    expect(entries[0]).toMatchObject({ host: 'web', program: 'sshd', pid: 12, _level: 'error', _level_guessed: true })
    expect(notes.join(' ')).toMatch(/no year.*guessed|guessed.*no year/)
  })

  it('says how much there was when it gives less', async () => {
    const { found } = await logServer()
    const log_content = Array.from({ length: 2500 }, (_, at) => `ERROR:app:${at}`).join('\n')
    const parsed = await found('parse_logs', { log_content })
    expect(parsed).toMatchObject({
      total_lines: 2500,
      total_entries: 2500,
      returned: 1000,
      truncated: true,
      levels: { error: 2500 },
    })
    expect(parsed.notes.join(' ')).toContain('Only the first 1000 of 2500 entries')
    expect((await found('parse_logs', { log_content, max_entries: 3 })).entries).toHaveLength(3)
    expect((await found('parse_logs', { log_content, max_entries: 5000 })).truncated).toBe(false)
  })

  it('reads mixed lines as far as it can', async () => {
    const { found } = await logServer()
    const log_content = '???\n{"level":"error","msg":"a"}\nplain words\n\n2026-11-21 10:00:00 WARN b\n{broken json'
    const { entries, notes } = await found('parse_logs', { log_content })
    expect(entries.map((entry: { _level: string; _line: number }) => [entry._line, entry._level])).toEqual([
      [1, 'unknown'],
      [2, 'error'],
      [3, 'unknown'],
      [5, 'warning'],
    ])
    expect(entries[3].more).toBe('{broken json')
    expect(notes.join(' ')).toContain('2 entries could not be read')
  })

  it('takes entries back from where it gave them, or reads the file itself: the same result', async () => {
    const folder = await logFolder({ 'app.log': java, 'app.log.gz': gzipSync(java) })
    const { found } = await logServer([folder])
    const { entries } = await found('parse_logs', { path: 'app.log' })
    for (const [tool, args] of [
      ['filter_entries', { min_level: 'warning' }],
      ['filter_entries', { include_levels: ['INFO', 'fatal'] }],
      ['search_entries', { pattern: 'io\\.IOException|started' }],
      ['search_entries', { pattern: '^c\\.f\\.O', fields: ['logger'] }],
      ['compute_log_statistics', {}],
      ['extract_time_range', {}],
    ] as const) {
      const { format, total_lines, ...own } = await found(tool, { path: 'app.log', ...args })
      expect([format, total_lines]).toEqual(['java', 7])
      expect(await found(tool, { entries, ...args })).toEqual(own)
      expect(await found(tool, { path: 'app.log.gz', ...args })).toEqual({ format, total_lines, ...own })
    }
    const errors = await found('filter_entries', { entries, min_level: 'ERROR' })
    expect(errors).toMatchObject({ matched: 1, kept_levels: ['critical', 'error'], entries: [entries[1]] })
  })

  it('searches as people write patterns', async () => {
    const { found } = await logServer()
    const log_content = 'ERROR:app:Straße 12 not found\nINFO:app:user=ada@e.x took 15ms\nINFO:app:Ёлка'
    const hits = async (pattern: string, more = {}) =>
      (await found('search_entries', { log_content, pattern, ...more })).entries.map(
        ({ _line }: { _line: number }) => _line,
      )
    expect(await hits('STRASSE|straße')).toEqual([1])
    expect(await hits('error', { case_sensitive: true })).toEqual([])
    expect(await hits('\\d+ms$')).toEqual([2])
    expect(await hits('(?P<user>\\w+)@e\\.x')).toEqual([2])
    expect(await hits('^ё\\w+', { fields: ['message'] })).toEqual([3])
    expect(await hits('\\p{Cyrillic}')).toEqual([3])
    expect(await hits('^INFO.*took')).toEqual([2])
  })

  it('tells statistics and time', async () => {
    const { found } = await logServer()
    const log_content = [
      '10:00:00,000 - a - INFO - job 1 done',
      '10:00:01,000 - a - INFO - job 22 done',
      '10:00:02,000 - b - ERROR - lost',
      '10:00:03,000 - b - INFO - x',
      '10:00:04,000 - b - INFO - x',
      '10:00:05,000 - b - INFO - x',
      '11:30:00,500 - a - INFO - job 9 done',
      '11:29:00,000 - a - INFO - late',
    ]
      .map((line) => `2026-11-21 ${line}`)
      .join('\n')
    const statistics = await found('compute_log_statistics', { log_content })
    expect(statistics).toMatchObject({
      levels: { error: 1, info: 7 },
      error_count: 1,
      error_rate: 0.125,
      first: '2026-11-21T10:00:00.000',
      last: '2026-11-21T11:30:00.500',
      sources: [
        { source: 'a', count: 4, errors: 0 },
        { source: 'b', count: 4, errors: 1 },
      ],
      histogram: {
        bucket: 'hour',
        buckets: [
          { start: '2026-11-21T10:00:00', count: 6, errors: 1 },
          { start: '2026-11-21T11:00:00', count: 2, errors: 0 },
        ],
      },
    })
    expect(statistics.top_messages[0]).toEqual({
      pattern: 'job <n> done',
      count: 3,
      level: 'info',
      example: 'job 1 done',
    })
    expect(await found('extract_time_range', { log_content })).toMatchObject({
      with_time: 8,
      span_seconds: 5400.5,
      span: '1 h 30 min 0.5 s',
      has_time_zone: false,
      out_of_order: 1,
      gaps: [{ seconds: 5395.5, from: '2026-11-21T10:00:05.000', to: '2026-11-21T11:30:00.500', line: 7 }],
    })
  })
})

describe('log-parser says what is wrong', () => {
  it.each([
    ['parse_logs', {}, 'Nothing was passed: give log_content or the path'],
    ['parse_logs', { log_content: 'x', path: '/x' }, 'Give only one of entries, log_content and path.'],
    ['parse_logs', { log_content: 5 }, 'The argument log_content must be string, not number.'],
    ['parse_logs', { log_content: 'x', format_type: 'xml' }, 'must be one of "auto", "json"'],
    ['parse_logs', { log_content: 'x', max_entries: -1 }, 'max_entries must be at least 0'],
    ['filter_entries', { entries: [], min_level: 'loud' }, 'There is no level "loud". There are: critical, error'],
    ['filter_entries', { entries: {} }, 'The argument entries must be array, not object.'],
    ['filter_entries', { entries: [{}, 7] }, 'entries[1] is no entry'],
    ['compute_log_statistics', {}, 'Nothing was passed'],
    ['search_entries', { entries: [] }, 'The argument pattern is missing.'],
    ['search_entries', { entries: [], pattern: 'a(b' }, 'cannot be used: unclosed group'],
    ['search_entries', { entries: [], pattern: '(?=x)' }, 'Look-around ((?=…), (?<=…), (?!…)) and backreferences'],
    ['search_entries', { entries: [], pattern: '(a)\\1' }, 'backreferences are not supported'],
    ['search_entries', { entries: [], pattern: '(\\w{1000}){1000}' }, 'too large'],
    ['search_entries', { entries: [{ a: 1 }], pattern: 'x', fields: ['b'] }, 'No entry has any of the fields b.'],
    ['extract_time_range', { path: '' }, 'The path must not be empty'],
  ])('%s %j', async (tool, args, words) => {
    expect(await (await logServer()).sentence(tool, args)).toContain(words)
  })

  it('names the folders that are granted, in words by which Belljar offers to grant another', async () => {
    const folder = await logFolder({ 'a.log': 'x' })
    const { sentence, found } = await logServer([folder])
    const secret = await sentence('parse_logs', { path: '/etc/passwd' })
    expect(secret).toContain(`"/etc/passwd": Permission denied, it lies in no granted folder. Granted: "${folder}".`)
    expect(guess(secret, { path: '/etc/passwd' }, [])).toEqual({ kind: 'path', path: '/etc/passwd' })
    expect(await sentence('filter_entries', { path: `${folder}/../x` })).toContain('Permission denied')
    expect(await sentence('search_entries', { path: 'none.log', pattern: 'x' })).toMatch(
      /: No such file or directory\.$/,
    )
    expect(await sentence('extract_time_range', { path: folder })).toContain('is a folder')
    expect((await found('parse_logs', { path: 'a.log' })).total_lines).toBe(1)
    const { sentence: without } = await logServer()
    expect(await without('parse_logs', { path: 'a.log' })).toMatch(/relative path|no granted folder/)
    const { sentence: many } = await logServer([folder, await logFolder()])
    expect(await many('compute_log_statistics', { path: 'a.log' })).toContain(
      '"a.log" is a relative path: give the whole path.',
    )
  })
})
