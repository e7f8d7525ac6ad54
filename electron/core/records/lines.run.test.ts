import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import type { LogNews } from '../../../shared/records.ts'
import type { Records } from './records.ts'
import { Redactor } from './redactor.ts'
import { again, at, lineOf, page, prepare, start, stop } from './testing.ts'

prepare()

const origin = (server = 'noisy', instance = 'i1') => ({ server, session: 's1', instance })
const texts = async (records: Records, query: Partial<Parameters<Records['logs']>[0]>) =>
  (await records.logs({ ...page, ...query })).map(({ text }) => text)

/** As a guest would: waits where it has to. */
async function print(records: Records, text: string, size = 65_536, of = origin()): Promise<void> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += size)
    await records.output(of, Buffer.from(bytes.subarray(from, from + size)))
}

describe('lines of a guest', () => {
  it('are all kept, in order, however many come at once, and counted in the news', async () => {
    const records = await start()
    const news: LogNews[] = []
    records.onLogs((one) => void news.push(one))
    const all = 300_000
    let text = ''
    for (let i = 1; i <= all; i++) text += `${i % 1000 === 0 ? 'ERROR' : 'INFO'} line ${i} of many\n`
    await print(records, text)
    records.log(lineOf('at the end', 'quiet'))
    await expect.poll(() => news.at(-1)?.last, { timeout: 60_000 }).toBe(all + 1)
    expect(await records.countLogs({ server: 'noisy' })).toEqual({ lines: all, exact: true, first: 1, last: all })
    let next = 1
    for (let after = 0; ;) {
      const lines = await records.logs({ server: 'noisy', limit: 1000, after })
      for (const line of lines)
        if (line.seq !== next || !line.text.endsWith(` line ${next++} of many`))
          throw new Error(`${line.seq}: ${line.text}`)
      const last = lines.at(-1)
      if (!last) break
      after = last.seq
    }
    expect(next).toBe(all + 1)
    expect(news.reduce((sum, { counts }) => sum + (counts['noisy'] ?? 0), 0)).toBe(all)
    expect(news.reduce((sum, { counts }) => sum + (counts['quiet'] ?? 0), 0)).toBe(1)
    for (const { lines, last } of news) {
      expect(lines.length).toBeLessThanOrEqual(300)
      expect(lines.at(-1)?.seq).toBe(last)
    }
    const errors = await records.logs({ server: 'noisy', levels: ['error'], limit: 200 })
    expect(errors.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, i) => 101_000 + i * 1000))
    expect(await texts(records, { find: 'LINE 123456 OF' })).toEqual(['INFO line 123456 of many'])
    expect(await texts(records, { find: 'line 299999 of' })).toEqual(['INFO line 299999 of many'])
    expect(await texts(records, { find: 'line 123456 of', server: 'quiet' })).toEqual([])
    expect(await records.countLogs({ find: 'line 99' })).toMatchObject({ lines: 1111, exact: true })
    expect(await records.countLogs({ find: 'of many' })).toMatchObject({ exact: false })
  }, 120_000)

  it('are the same however the bytes arrive; a long one is cut, and one without an end is a line when the guest ends', async () => {
    const records = await start()
    const text = `one\r\nzwei äöü 漢字 🙂\n\n${'x'.repeat(100_000)}\nlast`
    for (const size of [1, 7, 4096, 1_000_000]) {
      await print(records, text, size, origin('noisy', `i${size}`))
      records.outputEnded(origin('noisy', `i${size}`))
      const lines = await texts(records, { instance: `i${size}` })
      expect(lines.map((line) => line.slice(0, 20))).toEqual(['one', 'zwei äöü 漢字 🙂', '', 'x'.repeat(20), 'last'])
      expect(lines[3]).toMatch(/x … \[cut\]$/)
      expect(lines[3]!.length).toBeLessThan(16_500)
    }
  })

  it('hold no secret, also where it is spread over pieces or stands at a cut', async () => {
    const secret = 'canary-0123456789abcdef'
    const records = await start({ redact: new Redactor([secret]) })
    for (const size of [3, 10, 100_000]) await print(records, `a ${secret} b\nplain\n`, size)
    for (let before = 16_384 - secret.length - 1; before <= 16_384; before += 3)
      await print(records, `${'x'.repeat(before)}${secret} and more\n`)
    const lines = await texts(records, { limit: 1000 })
    expect(lines.filter((line) => line === 'a [redacted] b')).toHaveLength(3)
    expect(lines.join('\n')).not.toContain('canary')
  })

  it('say their level themselves', async () => {
    const records = await start()
    await print(
      records,
      'ERROR a\n\u001b[33mWARN\u001b[0m b\nplain, 0 errors\n{"level":"debug"}\n[error] c\nthread x panicked at y:1:2:\n',
    )
    const levels = (await records.logs(page)).map(({ level }) => level)
    expect(levels).toEqual(['error', 'warning', 'info', 'debug', 'error', 'error'])
  })
})

describe('a question for lines', () => {
  it('can name server, session, instance, levels, sources, time and text, and all together', async () => {
    const records = await start()
    for (let i = 0; i < 4000; i++) {
      const [server, session] = [`server ${i % 3}`, `s${i % 5}`]
      const level = (['debug', 'info', 'warning', 'error'] as const)[i % 4]!
      const source = i % 7 === 0 ? 'mcp' : i % 11 === 0 ? 'host' : 'stderr'
      records.log({ at: 1000 + i, server, session, instance: `${server} ${session}`, source, level, text: `text ${i}` })
    }
    const every = Array.from({ length: 4000 }, (_, i) => i)
    const expectThese = async (query: Parameters<Records['countLogs']>[0], which: (i: number) => boolean) => {
      const wanted = every.filter(which)
      expect((await texts(records, { ...query, limit: 50 })).map((text) => Number(text.slice(5)))).toEqual(
        wanted.slice(-50),
      )
      expect((await texts(records, { ...query, limit: 50, after: 0 })).map((text) => Number(text.slice(5)))).toEqual(
        wanted.slice(0, 50),
      )
      const before = await texts(records, { ...query, limit: 50, before: 2001 })
      expect(before.map((text) => Number(text.slice(5)))).toEqual(wanted.filter((i) => i < 2000).slice(-50))
      expect((await records.countLogs(query)).lines).toBe(wanted.length)
    }
    await expectThese({}, () => true)
    await expectThese({ server: 'server 1' }, (i) => i % 3 === 1)
    await expectThese({ server: 'none' }, () => false)
    await expectThese({ levels: ['error', 'debug'] }, (i) => i % 4 === 3 || i % 4 === 0)
    await expectThese({ server: 'server 2', levels: ['warning'] }, (i) => i % 3 === 2 && i % 4 === 2)
    await expectThese({ session: 's3' }, (i) => i % 5 === 3)
    await expectThese({ instance: 'server 1 s3' }, (i) => i % 3 === 1 && i % 5 === 3)
    await expectThese({ sources: ['mcp'] }, (i) => i % 7 === 0)
    await expectThese({ sources: ['stderr', 'host'], levels: ['info'] }, (i) => i % 7 !== 0 && i % 4 === 1)
    await expectThese({ since: 2500, until: 3500 }, (i) => i >= 1500 && i < 2500)
    await expectThese(
      { since: 2500, server: 'server 0', levels: ['info'] },
      (i) => i >= 1500 && i % 3 === 0 && i % 4 === 1,
    )
    await expectThese({ find: 'TEXT 12' }, (i) => `text ${i}`.includes('text 12'))
    await expectThese({ find: '9' }, (i) => String(i).includes('9'))
    await expectThese(
      { find: 't 39', server: 'server 1', since: 1500, levels: ['info', 'error'] },
      (i) => `t ${i}`.startsWith('t 39') && i % 3 === 1 && i >= 500 && i % 2 === 1,
    )
  }, 60_000)

  it('finds any part of a line, whatever its case and script', async () => {
    const records = await start()
    const lines = [
      'It\'s "quoted" % and _ and \\',
      'ÜBERGRÖSSE straße',
      'ΟΔΟΣ',
      '漢字テスト',
      'a🙂b',
      'nul\0nul',
      '*AND* OR (NEAR)',
    ]
    for (const line of lines) records.log(lineOf(line))
    for (const [find, i] of [
      ['\'s "QUOT', 0],
      ['% AND _', 0],
      ['_ and \\', 0],
      ['übergrösse STRASSE', 1],
      ['οδος', 2],
      ['字テス', 3],
      ['🙂', 4],
      ['NUL\\0n', 5],
      ['*and*', 6],
    ] as const)
      expect(await texts(records, { find })).toEqual([lines[i]!.replace('\0', '\\0')])
    expect(await texts(records, { find: 'nothing like it' })).toEqual([])
  })

  it('finds the same after a restart', async () => {
    const records = await start()
    for (let i = 0; i < 200; i++) records.log(lineOf(`needle ${i} in hay`))
    expect(await texts(records, { find: 'needle 77 ' })).toHaveLength(1)
    const next = await again()
    next.log(lineOf('needle 200 in hay'))
    for (const find of ['needle 77 ', 'needle 200 ', 'needle 199 ']) expect(await texts(next, { find })).toHaveLength(1)
  })
})

it('takes over the lines of the version before', async () => {
  await start()
  await stop()
  const db = new DatabaseSync(at.file)
  for (const table of ['servers', 'origins', 'lines', 'spans', 'signatures', 'counters']) db.exec(`DROP TABLE ${table}`)
  db.exec(`CREATE TABLE logs (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, server TEXT NOT NULL, session TEXT,
      instance TEXT, source TEXT NOT NULL, level TEXT NOT NULL, text TEXT NOT NULL) STRICT;
    INSERT INTO logs VALUES (3, 30, 'time', 's1', NULL, 'stderr', 'info', 'one'), (4, 40, 'git', NULL, 'i2', 'host', 'error', 'two'),
      (9, 90, 'time', 's1', NULL, 'mcp', 'debug', 'three'); DELETE FROM logs WHERE seq = 9; PRAGMA user_version = 3`)
  db.close()
  const records = await start()
  expect(await records.logs(page)).toEqual([
    { seq: 3, at: 30, server: 'time', session: 's1', source: 'stderr', level: 'info', text: 'one' },
    { seq: 4, at: 40, server: 'git', session: null, instance: 'i2', source: 'host', level: 'error', text: 'two' },
  ])
  records.log(lineOf('four'))
  expect((await records.logs({ ...page, find: 'four' }))[0]?.seq).toBe(10)
  expect(await texts(records, { find: 'one', since: 30, until: 31 })).toEqual(['one'])
})
