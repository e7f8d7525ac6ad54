import { describe, expect, it } from 'vitest'
import { lineOf, page, prepare, start, startOf, trapOf } from './testing.ts'

prepare()

const day = 86_400_000

describe('what is kept', () => {
  it('is bounded by age, at once when that is changed', async () => {
    const records = await start()
    const now = Date.now()
    for (let i = 0; i < 30; i++) {
      records.log({ ...lineOf(`day ${i}`), at: now - (30 - i) * day })
      records.callStarted({ ...startOf(`c${i}`), at: now - (30 - i) * day })
      records.callEnded({ id: `c${i}`, outcome: 'answered', durationMs: 1 })
      records.trap({ ...trapOf(`t${i}`), at: now - (30 - i) * day })
      await records.logs(page)
    }
    await records.keep({ days: 10, bytes: 1_000_000_000 })
    await expect.poll(async () => (await records.calls(page)).length, { timeout: 10_000 }).toBe(9)
    await expect.poll(async () => (await records.traps(page)).length, { timeout: 10_000 }).toBe(9)
    await expect.poll(async () => (await records.logs(page))[0]?.text, { timeout: 10_000 }).not.toBe('day 0')
    expect((await records.logs(page)).at(-1)?.text).toBe('day 29')
  }, 30_000)

  it('is bounded in bytes; who logs most loses most, and what others logged stays', async () => {
    const records = await start({ retention: { bytes: 12_000_000 } })
    for (let i = 0; i < 500; i++) records.log(lineOf(`quiet ${i}`, 'quiet'))
    const block = Buffer.from(`${'noise '.repeat(20)}\n`.repeat(2000))
    for (let i = 0; i < 60; i++) {
      await records.output({ server: 'noisy', session: null, instance: 'i' }, Buffer.from(block))
      if (i % 10 === 0) await records.logs({ limit: 1 })
    }
    await expect
      .poll(async () => (await records.countLogs({ server: 'noisy' })).lines, { timeout: 30_000 })
      .toBeLessThan(100_000)
    expect((await records.countLogs({ server: 'noisy' })).lines).toBeGreaterThan(10_000)
    expect(await records.countLogs({ server: 'quiet' })).toMatchObject({ lines: 500, exact: true })
  }, 60_000)

  it('can be cleared by kind and server, and then takes less room', async () => {
    const records = await start()
    const block = Buffer.from(`${'words '.repeat(20)}\n`.repeat(2000))
    for (const server of ['a', 'b'])
      for (let i = 0; i < 10; i++) await records.output({ server, session: null, instance: server }, Buffer.from(block))
    records.callStarted(startOf('c1', {}, 'a'))
    records.callEnded({ id: 'c1', outcome: 'answered', durationMs: 1 })
    records.trap(trapOf('t1', 'a'))
    const before = await records.size()
    expect(before).toMatchObject({ lines: 40_000, calls: 1, traps: 1, oldestAt: 1 })
    await records.clear({ what: ['logs'], server: 'a' })
    expect(await records.size()).toMatchObject({ lines: 20_000, calls: 1, traps: 1 })
    expect(await records.countLogs({ server: 'a' })).toMatchObject({ lines: 0 })
    expect(await records.countLogs({ server: 'b' })).toMatchObject({ lines: 20_000 })
    await records.clear({ what: ['logs', 'calls', 'traps'] })
    const after = await records.size()
    expect(after).toMatchObject({ lines: 0, calls: 0, traps: 0 })
    records.log(lineOf('after'))
    expect((await records.logs(page)).map(({ seq, text }) => [seq, text])).toEqual([[40_001, 'after']])
  }, 30_000)
})
