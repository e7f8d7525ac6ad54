import { execFileSync } from 'node:child_process'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../shared/records.ts'
import { again, at, lineOf, page, prepare, sleep, start, startOf, stop } from './testing.ts'

prepare()

describe('Records', () => {
  it.each([
    ['text', () => writeFile(at.file, 'no database at all, but long enough to be one '.repeat(100))],
    ['a cut file', async () => writeFile(at.file, (await readFile(at.file)).subarray(0, 5000))],
    ['zeros in the middle', async () => writeFile(at.file, (await readFile(at.file)).fill(0, 4096, 40_000))],
    ['a folder', async () => (await rm(at.file), void (await mkdir(path.join(at.file, 'in'), { recursive: true })))],
  ])('sets %s in the database’s place aside and begins anew', async (_, damage) => {
    const records = await start()
    for (let i = 0; i < 500; i++) records.log(lineOf(`some text ${i}`))
    await stop()
    await damage()
    const next = await start()
    next.log(lineOf('new'))
    expect((await next.logs(page)).map(({ text }) => text)).toContain('new')
    expect(at.notices).toEqual(['The records (logs, calls and traps) were damaged. Belljar began new ones.'])
    expect((await readdir(at.folder)).some((name) => name.startsWith('records.db.corrupt-'))).toBe(true)
  })

  it('leaves the records of a newer version alone', async () => {
    await start()
    await stop()
    const db = new DatabaseSync(at.file)
    db.exec('PRAGMA user_version = 99')
    db.close()
    const records = await start()
    records.log(lineOf('mine'))
    expect(await records.logs(page)).toHaveLength(1)
    expect(at.notices[0]).toContain('written by a newer Belljar')
    await again()
    expect(await at.open[0]!.logs(page)).toHaveLength(1)
    const after = new DatabaseSync(at.file)
    expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 })
    after.close()
  })

  it('works without a disk: tells listeners, says why, never throws', async () => {
    await writeFile(path.join(at.folder, 'file'), '')
    const records = await start({ folder: path.join(at.folder, 'file', 'in') })
    const told: LogLine[][] = []
    records.onLogs(({ lines }) => void told.push(lines))
    records.log(lineOf('hello'))
    records.callStarted(startOf('c1'))
    await sleep(100)
    expect(await records.logs(page)).toEqual([])
    expect(await records.calls(page)).toEqual([])
    expect((await records.stats()).size).toBe(0)
    expect(told.flat().map(({ text }) => text)).toEqual(['hello'])
    expect(at.notices[0]).toMatch(/^Belljar cannot open its records/)
    await rm(path.join(at.folder, 'file'))
    await sleep(1500)
    expect((await records.logs(page)).map(({ text }) => text)).toEqual(['hello'])
    expect(at.notices.at(-1)).toBe('Records are written again; nothing was lost.')
  })

  it('survives a full disk, counts what it dropped, and goes on when there is space', async ({ skip }) => {
    const disk = path.join(at.folder, 'disk')
    await mkdir(disk)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk], { stdio: 'ignore' })
    } catch {
      skip('a small disk to fill needs the right to mount one')
    }
    try {
      const records = await start({ folder: disk })
      records.log(lineOf('before'))
      await records.logs(page)
      await writeFile(path.join(disk, 'filler'), Buffer.alloc(4 << 20)).catch(() => undefined)
      for (let i = 0; i < 400_000; i++) {
        records.log(lineOf(`while full ${i}`))
        if (i % 10_000 === 0) await records.countLogs({})
      }
      records.callStarted(startOf('c1'))
      await expect
        .poll(() => at.notices, { timeout: 10_000 })
        .toEqual(['Belljar cannot write its records (logs, calls and traps): the disk is full.'])
      expect((await records.logs(page))[0]?.text).toBe('before')
      await rm(path.join(disk, 'filler'))
      execFileSync('mount', ['-o', 'remount,size=256m', disk])
      await expect
        .poll(() => at.notices.at(-1), { timeout: 30_000 })
        .toMatch(/^Records are written again; .* of them were lost\.$/)
      await expect
        .poll(async () => (await records.logs(page)).at(-1)?.text, { timeout: 30_000 })
        .toMatch(/dropped here/)
      expect(await records.call('c1')).toMatchObject({ outcome: 'pending' })
      await stop()
    } finally {
      execFileSync('umount', ['-l', disk])
    }
  }, 120_000)
})
