import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import type { Call } from '../../../shared/records.ts'
import { workerFile } from '../worker-file.ts'
import type { Records } from './records.ts'
import { again, at, lineOf, page, prepare, sleep, start, startOf, stop, trapOf } from './testing.ts'

prepare()

describe('Records', () => {
  it('keeps calls, logs and traps over a restart', async () => {
    let records = await start()
    records.callStarted(startOf('c1', { zone: 'UTC' }))
    records.callEnded({
      id: 'c1',
      outcome: 'answered',
      durationMs: 1.5,
      result: { content: [{ type: 'text', text: '12:00' }] },
    })
    records.callStarted(startOf('c2'))
    records.callEnded({ id: 'c2', outcome: 'trapped', durationMs: 2, reason: 'It trapped.', trap: 't1' })
    records.log(lineOf('hello'))
    records.trap(trapOf('t1'))
    for (let round = 0; round < 2; round++) {
      const base = { at: 5, server: 'time', tool: 'now', session: 's1', client: 'claude' }
      expect(await records.calls(page)).toEqual([
        { ...base, id: 'c2', outcome: 'trapped', durationMs: 2, argsPreview: '{}', reason: 'It trapped.', trap: 't1' },
        {
          ...base,
          id: 'c1',
          outcome: 'answered',
          durationMs: 1.5,
          argsPreview: '{"zone":"UTC"}',
          resultPreview: '12:00',
          resultBytes: 44,
        },
      ])
      expect(await records.call('c1')).toMatchObject({
        args: '{"zone":"UTC"}',
        result: '{"content":[{"type":"text","text":"12:00"}]}',
      })
      expect(await records.call('none')).toBeUndefined()
      expect(await records.logs(page)).toEqual([{ ...lineOf('hello'), seq: 1 }])
      expect(await records.traps(page)).toEqual([trapOf('t1')])
      expect(await records.trapById('t1')).toEqual(trapOf('t1'))
      expect(await records.trapById('none')).toBeUndefined()
      expect(await records.stats()).toEqual(new Map([['time', { calls: 2, traps: 1, lastCallAt: 5 }]]))
      records = await again()
    }
    records.log(lineOf('after'))
    expect((await records.logs(page)).map(({ seq }) => seq)).toEqual([1, 2])
    expect(at.notices).toEqual([])
  })

  it('pages through calls, logs and traps, by server and over all', async () => {
    const records = await start()
    for (let i = 0; i < 30; i++) {
      const server = i % 2 ? 'odd' : 'even'
      records.callStarted(startOf(`c${i}`, {}, server))
      records.log(lineOf(`l${i}`, server))
      records.trap(trapOf(`t${i}`, server))
    }
    const ids = async (query: { server?: string; before?: string; limit: number }) =>
      (await records.calls(query)).map(({ id }) => id)
    expect(await ids({ limit: 3 })).toEqual(['c29', 'c28', 'c27'])
    expect(await ids({ limit: 3, before: 'c27' })).toEqual(['c26', 'c25', 'c24'])
    expect(await ids({ limit: 3, before: 'c4', server: 'even' })).toEqual(['c2', 'c0'])
    expect(await ids({ limit: 3, before: 'gone' })).toEqual([])
    expect((await records.traps({ limit: 2, before: 't4', server: 'even' })).map(({ id }) => id)).toEqual(['t2', 't0'])
    const texts = async (query: Parameters<Records['logs']>[0]) => (await records.logs(query)).map(({ text }) => text)
    expect(await texts({ limit: 2 })).toEqual(['l28', 'l29'])
    expect(await texts({ limit: 2, server: 'even' })).toEqual(['l26', 'l28'])
    expect(await texts({ limit: 2, before: 29 })).toEqual(['l26', 'l27'])
    expect(await texts({ limit: 2, after: 5 })).toEqual(['l5', 'l6'])
    expect(await texts({ limit: 9, after: 5, before: 9 })).toEqual(['l5', 'l6', 'l7'])
    await records.forget('even')
    expect(await ids({ limit: 2 })).toEqual(['c29', 'c27'])
    expect(await texts({ limit: 2 })).toEqual(['l27', 'l29'])
    expect([...(await records.stats()).keys()]).toEqual(['odd'])
  })

  it('tells listeners of the first call at once, then at most ten times a second the newest state of each', async () => {
    const records = await start()
    const told: { at: number; calls: Call[] }[] = []
    const stop = records.onCalls((calls) => void told.push({ at: performance.now(), calls }))
    const begun = performance.now()
    for (let i = 0; performance.now() - begun < 1000; i++) {
      records.callStarted(startOf(`c${i}`))
      records.callEnded({ id: `c${i}`, outcome: 'answered', durationMs: 1 })
      await sleep(1)
    }
    await sleep(150)
    stop()
    records.callStarted(startOf('later'))
    await sleep(150)
    expect(told[0]!.at - begun).toBeLessThan(100)
    expect(told.length).toBeLessThanOrEqual(13)
    expect(told.length).toBeGreaterThan(4)
    const all = told.flatMap(({ calls }) => calls)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(all.every(({ outcome }) => outcome === 'answered')).toBe(true)
  })

  it('keeps one record on one line', async () => {
    const records = await start()
    records.log(lineOf('real\n2026-01-01 forged\r\u2028more\u001b[31m'))
    const [kept, ...others] = await records.logs(page)
    expect(others).toEqual([])
    expect(kept!.text).toBe('real\\n2026-01-01 forged\\r\\u2028more\u001b[31m')
  })

  it('cuts what is large, and says so', async () => {
    const records = await start()
    const text = 'x'.repeat(3_000_000)
    records.callStarted(startOf('c1', { text }))
    records.callEnded({ id: 'c1', outcome: 'answered', durationMs: 1, result: { content: [{ type: 'text', text }] } })
    records.log(lineOf(text))
    const detail = (await records.call('c1'))!
    expect(detail.args.length).toBeLessThan(1_000_100)
    expect(detail.args.slice(-18)).toBe(' … [cut at 1 MB]'.padStart(18, 'x'))
    expect(detail.argsPreview).toHaveLength(201)
    expect(detail.resultPreview).toBe(`${'x'.repeat(200)}…`)
    expect(detail.resultBytes).toBeGreaterThan(3_000_000)
    expect((await records.logs(page))[0]!.text.length).toBeLessThan(66_000)
  })

  it('is private to its user', async () => {
    await start({ folder: path.join(at.folder, 'made') })
    await stop()
    if (process.platform === 'win32') return
    expect((await stat(path.join(at.folder, 'made'))).mode & 0o077).toBe(0)
    await chmod(at.folder, 0o700)
  })

  it('marks calls that a killed host left, and loses no line that was a moment old', async () => {
    const program = path.join(
      import.meta.dirname,
      `../../../node_modules/.cache/belljar/records-test-${process.pid}.mjs`,
    )
    await start()
    await stop()
    const worker = [path.basename((await workerFile('records-worker')).pathname)]
    await build({
      stdin: {
        contents: `
          import { Records } from './records.ts'
          const records = await Records.open({ folder: ${JSON.stringify(at.folder)}, onNotice: (n) => console.error(n) })
          records.callStarted({ id: 'c1', at: Date.now(), server: 'time', tool: 'now', session: null, client: 'x', args: {} })
          records.log({ at: Date.now(), server: 'time', session: null, source: 'stderr', level: 'info', text: 'kept' })
          await records.logs({ limit: 1 })
          console.log('stored')
          for (let i = 0; ; i++) {
            records.log({ at: Date.now(), server: 'time', session: null, source: 'stderr', level: 'info', text: 'line ' + i })
            if (i % 1000 === 0) await new Promise(setImmediate)
          }`,
        resolveDir: import.meta.dirname,
        loader: 'js',
      },
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'error',
      plugins: [
        {
          name: 'worker',
          setup: (b) =>
            b.onLoad({ filter: /worker-file\.ts$/ }, async () => ({
              contents: `export const workerFile = async () => new URL('./${worker[0]}', import.meta.url)`,
              loader: 'ts',
            })),
        },
      ],
    })
    try {
      for (let round = 0; round < 5; round++) {
        const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
        await once(child.stdout, 'data')
        await sleep(Math.random() * 150)
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    } finally {
      await rm(program)
    }
    const records = await again()
    expect(await records.call('c1')).toMatchObject({
      outcome: 'host-lost',
      reason: expect.stringContaining('ended while this call ran') as string,
    })
    expect((await records.logs({ limit: 1, after: 0 }))[0]?.text).toBe('kept')
    expect(at.notices).toEqual([])
  })
})
