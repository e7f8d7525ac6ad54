import { open } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundled, wasmtime } from './guest.ts'
import { logFolder, logServer } from './log-server.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

describe('log-parser with what nobody expects', () => {
  it.each<[name: string, content: string | Uint8Array, told: object]>([
    ['nothing', '', { total_lines: 0, total_entries: 0 }],
    ['a million empty lines', '\n'.repeat(1_000_000), { total_lines: 1_000_000, total_entries: 0 }],
    [
      'a line of 10 MB between others',
      `ERROR:a:1\nERROR:a:${'x'.repeat(10 << 20)}\nERROR:a:3`,
      { total_entries: 3, total_lines: 3 },
    ],
    ['10 MB without a line break', 'x'.repeat(10 << 20), { total_entries: 1 }],
    [
      'a stack trace of 5 MB',
      `ERROR:a:1\n${'\tat x.y(Z.java:1)\n'.repeat(300_000)}ERROR:a:2`,
      { total_entries: 2, total_lines: 300_002 },
    ],
    ['NUL', 'ERROR:a:\0\0\n\0', { total_lines: 2 }],
    [
      'no UTF-8',
      bytes('ERROR:a:', [0xff, 0xc3], '\nINFO:b:', [0xe2, 0x82]),
      { total_entries: 2, levels: { error: 1, info: 1 } },
    ],
    [
      'JSON nested 100,000 deep',
      `{"level":"error","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      { total_entries: 1 },
    ],
    ['JSON nested and never closed', '{"a":'.repeat(100_000), { total_entries: 1 }],
    [
      'numbers that are too large',
      '{"level":1e999,"time":99999999999999999999999,"msg":"x"}\n{"level":30,"time":-1,"msg":"y"}',
      { total_entries: 2 },
    ],
    [
      'times that do not exist',
      '2026-02-30 25:61:61 ERROR x\n<999>Feb 31 99:99:99 a b: c\n99999999999999999999 INFO x',
      { total_entries: 3 },
    ],
    [
      'brackets only',
      '['.repeat(50_000) + '\n' + '"'.repeat(50_000) + '\n' + '<'.repeat(50_000) + '\n' + '='.repeat(50_000),
      { total_entries: 4 },
    ],
    [
      'letters of many bytes at every cut',
      '2026-11-21 10:00:00 ERROR ' + 'ä€𝄞'.repeat(60_000),
      { total_entries: 1, levels: { error: 1 } },
    ],
  ])(
    'reads %s',
    async (_, content, told) => {
      const folder = await logFolder({ 'x.log': content })
      const { found, guest } = await logServer([folder])
      for (const tool of [
        'parse_logs',
        'compute_log_statistics',
        'extract_time_range',
        'search_entries',
        'filter_entries',
      ]) {
        const result = await found(tool, { path: 'x.log', ...(tool === 'search_entries' && { pattern: '(x+x+)+y' }) })
        // Only the range does not count by level.
        expect(tool === 'extract_time_range' ? { ...told, ...result } : result, tool).toMatchObject(told)
        if (typeof content === 'string' && content.length < 6 << 20 && tool === 'parse_logs')
          expect((await found(tool, { log_content: content, format_type: result.format })).total_entries).toBe(
            result.total_entries,
          )
      }
      expect(await guest.end()).toMatchObject({ code: 0 })
    },
    300_000,
  )

  it('says that a file is UTF-16', async () => {
    const folder = await logFolder({ 'x.log': Buffer.from('\ufeffERROR x', 'utf16le') })
    expect(await (await logServer([folder])).sentence('parse_logs', { path: 'x.log' })).toContain('UTF-16')
  })

  it('reads 100 MB within 32 MB of memory, and every line of it', async () => {
    const folder = await logFolder()
    const file = await open(path.join(folder, 'big.log'), 'w')
    let [size, lines, errors, needles] = [0, 0, 0, 0]
    while (size < 100e6) {
      let text = ''
      for (let at = 0; at < 5000; at++, lines++) {
        const status = lines % 50 === 7 ? 500 : 200
        if (status === 500) errors++
        const needle = lines % 100_003 === 5 ? '/needle' : ''
        if (needle) needles++
        const second = String(Math.floor(lines / 100) % 60).padStart(2, '0')
        text += `10.0.${lines % 200}.1 - - [21/Nov/2026:15:36:${second} +0100] "GET /item/${lines}${needle} HTTP/1.1" ${status} ${lines % 5000} "-" "Mozilla/5.0 (X11; Linux x86_64)"\n`
      }
      await file.write(text)
      size += text.length
    }
    await file.close()
    const command = [wasmtime, 'run', '-W', 'max-memory-size=33554432', '-S', 'http', '--dir', folder] as const
    const { found } = await logServer([], [...command, bundled('log-parser.wasm')])
    const levels = { error: errors, info: lines - errors }
    expect(await found('parse_logs', { path: 'big.log' })).toMatchObject({
      total_lines: lines,
      total_entries: lines,
      levels,
      returned: 1000,
    })
    expect(await found('compute_log_statistics', { path: 'big.log' })).toMatchObject({ levels, distinct_sources: 200 })
    expect(await found('search_entries', { path: 'big.log', pattern: '/needle ' })).toMatchObject({ matched: needles })
    expect(needles).toBeGreaterThan(5)
  }, 300_000)
})
