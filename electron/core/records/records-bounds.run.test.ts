import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { Redactor } from './redactor.ts'
import { again, at, lineOf, page, prepare, sleep, start, startOf, stop, trapOf } from './testing.ts'

prepare()

describe('Records', () => {
  it('bounds what it keeps of a server, in lines and in bytes, and tells the total all the same', async () => {
    const records = await start({ retention: { linesPerServer: 1000, calls: 100, traps: 10, bodyBytes: 50_000 } })
    records.log(lineOf('of another', 'quiet'))
    for (let i = 0; i < 5000; i++) {
      records.log(lineOf(`l${i}`))
      if (i % 10) continue
      records.callStarted(startOf(`c${i}`, { text: 'x'.repeat(1000) }))
      records.callEnded({ id: `c${i}`, outcome: 'answered', durationMs: 1, result: 1 })
      records.trap(trapOf(`t${i}`))
    }
    await records.logs(page)
    await sleep(500)
    await again()
    const db = new DatabaseSync(at.file)
    const count = (what: string) => (db.prepare(`SELECT count(*) AS n FROM ${what}`).get() as { n: number }).n
    expect(count("lines JOIN servers ON servers.id = server WHERE name = 'time'")).toBeLessThanOrEqual(1050)
    expect(count("lines JOIN servers ON servers.id = server WHERE name = 'time'")).toBeGreaterThanOrEqual(1000)
    expect(count("lines JOIN servers ON servers.id = server WHERE name = 'quiet'")).toBe(1)
    expect(count('calls')).toBeLessThanOrEqual(105)
    expect(count('bodies')).toBeLessThanOrEqual(55)
    expect(count('traps')).toBeLessThanOrEqual(11)
    db.close()
    expect((await at.open[0]!.stats()).get('time')).toMatchObject({ calls: 500, traps: 500 })
    const [newest] = await at.open[0]!.calls(page)
    expect(newest!.id).toBe('c4990')
    const oldest = (await at.open[0]!.calls(page)).at(-1)!
    expect((await at.open[0]!.call(oldest.id))!.args).toMatch(/^\{"text":"x+… \[the rest is no longer kept\]$/)
  }, 60_000)

  it('holds the host up for no line', async () => {
    const records = await start()
    for (let batch = 0; batch < 100; batch++) {
      for (let i = 0; i < 500; i++) records.log(lineOf(`a line of an ordinary length, number ${batch * 500 + i}`))
      await new Promise(setImmediate)
    }
    expect(await records.countLogs({})).toMatchObject({ lines: 50_000, exact: true })
    for (let i = 0; i < 1_000_000; i++) records.log(lineOf('x'.repeat(50)))
    await expect
      .poll(async () => (await records.logs({ ...page, sources: ['host'] })).at(-1)?.text, { timeout: 60_000 })
      .toMatch(/records were dropped here: they came faster/)
    const said = (await records.logs({ ...page, sources: ['host'] })).map(({ text }) =>
      Number(text.replace(/ .*/, '').replaceAll(',', '')),
    )
    const { lines } = await records.countLogs({})
    expect(lines - said.length + said.reduce((sum, dropped) => sum + dropped, 0)).toBe(1_050_000)
  }, 90_000)

  it('redacts before it stores and before it tells', async () => {
    const secret = 'canary-7f"3a\\b9/ü'
    const records = await start({ redact: new Redactor([secret]) })
    const told: string[] = []
    records.onCalls((calls) => void told.push(JSON.stringify(calls)))
    records.onLogs((lines) => void told.push(JSON.stringify(lines)))
    records.onTraps((traps) => void told.push(JSON.stringify(traps)))
    const hide = {
      a: secret,
      url: encodeURIComponent(secret),
      deep: JSON.stringify({ a: secret }),
      long: 'x'.repeat(190) + secret,
    }
    records.callStarted(startOf('c1', hide))
    records.callEnded({
      id: 'c1',
      outcome: 'error',
      durationMs: 1,
      result: { content: [{ type: 'text', text: `${'y'.repeat(195)}${secret}` }] },
      reason: secret,
    })
    records.callStarted(startOf('c2', { big: 'z'.repeat(999_980) + secret + 'z'.repeat(50) }))
    for (const before of ['', 'a', 'ab'])
      records.log(lineOf(`base64 ${Buffer.from(before + secret + 'tail').toString('base64')}`))
    records.log(lineOf(secret))
    records.trap({ ...trapOf('t1'), raw: secret, message: secret })
    await records.logs(page)
    await sleep(200)
    await stop()
    const stored = (
      await Promise.all((await readdir(at.folder)).map((name) => readFile(path.join(at.folder, name), 'latin1')))
    ).join('\n')
    const everything = stored + told.join('\n')
    expect(told.length).toBeGreaterThan(2)
    expect(everything).toContain('[redacted]')
    for (const form of ['canary', 'Y2FuYXJ5', Buffer.from(secret).toString('base64').slice(4, 16)])
      expect(everything).not.toContain(form)
  })
})
