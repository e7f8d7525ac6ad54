import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LogQuery } from './log-query.ts'
import { LogTail } from './tail.ts'
import { LinesToAsk } from './testing.ts'
import type { Place } from './tail-view.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

async function opened(host: LinesToAsk, query: LogQuery = {}, place: Place = 'newest'): Promise<LogTail> {
  const tail = new LogTail(host.parts)
  tail.show(query, place)
  await settle()
  return tail
}

const settle = () => vi.advanceTimersByTimeAsync(1000)
const seqs = (tail: LogTail) => tail.view().lines.map(({ seq }) => seq)
const expected = (host: LinesToAsk, query: LogQuery = {}) =>
  host.find({ ...query, limit: 1_000_000 }).map(({ seq }) => seq)

/** Like somebody who scrolls from the start to the end. */
async function readAll(tail: LogTail): Promise<number[]> {
  tail.go('oldest')
  await settle()
  const read = new Set(seqs(tail))
  for (let turn = 0; turn < 500; turn++) {
    const before = seqs(tail).at(-1)
    tail.more()
    await settle()
    for (const seq of seqs(tail)) read.add(seq)
    if (seqs(tail).at(-1) === before) break
  }
  return [...read]
}

describe('while it follows', () => {
  it('takes what news tells, without asking', async () => {
    const host = new LinesToAsk()
    host.print('git', 20)
    const tail = await opened(host)
    host.print('git', 50)
    tail.hear(host.news())
    await settle()
    expect(seqs(tail)).toEqual(expected(host))
    expect(host.asks).toEqual(['list'])
  })

  it('shows the newest of a flood, and holds no gap', async () => {
    const host = new LinesToAsk()
    host.print('git', 20)
    host.news()
    const tail = await opened(host)
    for (let tenth = 0; tenth < 50; tenth++) {
      host.print('git', 10_000)
      tail.hear(host.news())
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(seqs(tail)).toEqual(expected(host).slice(-300))
    expect(tail.view().older).toBe(true)
    expect(host.asks).toEqual(['list'])
  })

  it('asks for a rare error in the flood of another server, at most four times a second', async () => {
    const host = new LinesToAsk()
    const query: LogQuery = { levels: ['error'] }
    const tail = await opened(host, query)
    host.asks = []
    for (let tenth = 0; tenth < 100; tenth++) {
      host.print('noisy', 500)
      if (tenth % 7 === 0) host.print('git', 1, { level: 'error' })
      host.print('noisy', 500)
      tail.hear(host.news())
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(host.asks.length).toBeGreaterThan(30)
    expect(host.asks.length).toBeLessThanOrEqual(41)
    await settle()
    expect(seqs(tail)).toEqual(expected(host, query))
    expect(seqs(tail)).toHaveLength(15)
  })

  it('asks about nothing while only others print', async () => {
    const host = new LinesToAsk()
    host.print('git', 3)
    host.news()
    const tail = await opened(host, { server: 'git' })
    host.asks = []
    for (let tenth = 0; tenth < 20; tenth++) {
      host.print('noisy', 1000)
      tail.hear(host.news())
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(host.asks).toEqual([])
    host.print('git')
    host.print('noisy', 1000)
    tail.hear(host.news())
    await settle()
    expect(seqs(tail)).toEqual(expected(host, { server: 'git' }))
  })

  it('leaves it to the host what contains a text', async () => {
    const host = new LinesToAsk()
    const tail = await opened(host, { find: 'needle' })
    host.print('git', 5)
    host.print('git', 1, { text: 'a needle' })
    tail.hear(host.news())
    await settle()
    expect(tail.view().lines.map(({ text }) => text)).toEqual(['a needle'])
  })

  it('misses nothing that comes while it is being opened', async () => {
    const host = new LinesToAsk()
    host.delays = [40, 200]
    host.print('git', 10)
    const tail = new LogTail(host.parts)
    tail.show({}, 'newest')
    for (let turn = 0; turn < 10; turn++) {
      host.print('git', 3)
      tail.hear(host.news())
      await vi.advanceTimersByTimeAsync(30)
    }
    await settle()
    await settle()
    expect(seqs(tail)).toEqual(expected(host))
  })
})

describe('while it is paused', () => {
  it.each<[string, LogQuery]>([
    ['without filters', {}],
    ['of one server', { server: 'git' }],
    ['of one level', { levels: ['error'] }],
    ['with a text', { find: 'needle' }],
  ])('nothing moves and what is newer is counted exactly, %s', async (_, query) => {
    const host = new LinesToAsk()
    host.print('git', 5, { level: 'error', text: 'needle' })
    const tail = await opened(host, query)
    tail.pause()
    await settle()
    const before = tail.view().lines
    for (let tenth = 0; tenth < 30; tenth++) {
      host.print('noisy', 400 * (tenth % 3))
      host.print('git', tenth % 2, { level: 'error', text: 'needle' })
      tail.hear(host.news())
      await vi.advanceTimersByTimeAsync(100)
    }
    await settle()
    expect(tail.view().lines).toBe(before)
    expect(tail.view().newer).toEqual({ count: expected(host, query).length - 5, exact: true })
    tail.follow()
    await settle()
    expect(tail.view().newer.count).toBe(0)
    expect(seqs(tail).at(-1)).toBe(expected(host, query).at(-1))
  })

  it('counts no line twice that the host knew of before it told', async () => {
    const host = new LinesToAsk()
    host.print('git', 100)
    const tail = await opened(host)
    tail.pause()
    for (let tenth = 0; tenth < 12; tenth++) {
      host.print('git', 300)
      const news = host.news()
      host.print('git', 150)
      tail.hear(news)
      await vi.advanceTimersByTimeAsync(100)
      host.print('git', 150)
    }
    tail.hear(host.news())
    await settle()
    expect(tail.view().newer).toEqual({ count: 12 * 600, exact: true })
  })

  it('shows every line in order to whoever scrolls up, and again down', async () => {
    const host = new LinesToAsk()
    host.print('git', 23_456)
    const tail = await opened(host)
    tail.pause()
    const read = new Set<number>()
    for (let turn = 0; turn < 200 && tail.view().older; turn++) {
      tail.older()
      await settle()
      const held = seqs(tail)
      expect(held.length).toBeLessThanOrEqual(5000)
      expect(held).toEqual(held.map((__, index) => (held[0] ?? 0) + index))
      for (const seq of held) read.add(seq)
    }
    expect(read.size).toBe(23_456)
    for (let turn = 0; turn < 200 && seqs(tail).at(-1) !== 23_456; turn++) {
      tail.more()
      await settle()
      const held = seqs(tail)
      expect(held).toEqual(held.map((__, index) => (held[0] ?? 0) + index))
    }
    expect(seqs(tail).at(-1)).toBe(23_456)
    expect(tail.view().newer.count).toBe(0)
  })

  it('goes to the oldest, to a time and to a line', async () => {
    const host = new LinesToAsk()
    host.print('git', 3000)
    const tail = await opened(host)
    tail.go('oldest')
    await settle()
    expect(seqs(tail)[0]).toBe(1)
    expect(tail.view()).toMatchObject({ older: false, following: false, newer: { count: 0 } })
    tail.go({ at: 15_000 })
    await settle()
    expect(tail.view().focus).toEqual({ line: 1500, end: 'top' })
    expect(seqs(tail)).toEqual(Array.from({ length: 500 }, (__, index) => 1250 + index))
    tail.go({ line: 2000 })
    await settle()
    expect(tail.view().focus).toEqual({ line: 2000, end: 'middle' })
    tail.go({ at: 99_000 })
    await settle()
    expect(seqs(tail).at(-1)).toBe(3000)
    expect(tail.view().newer.count).toBe(0)
  })
})

describe('whatever happens', () => {
  it('nothing is lost for a reader, in a flood with pauses and jumps', async () => {
    const host = new LinesToAsk()
    host.print('git', 100)
    const tail = await opened(host)
    let random = 7
    const next = (below: number) => (random = (random * 16_807) % 2_147_483_647) % below
    for (let turn = 0; turn < 100; turn++) {
      host.delays = [next(60), next(60)]
      host.print(next(2) ? 'git' : 'time', next(500))
      tail.hear(host.news())
      const act = next(8)
      if (act === 0) tail.pause()
      if (act === 1) tail.follow()
      if (act === 2) tail.older()
      if (act === 3) tail.more()
      if (act === 4) tail.go('oldest')
      await vi.advanceTimersByTimeAsync(next(200))
      const held = seqs(tail)
      expect(held).toEqual(held.map((__, index) => (held[0] ?? 0) + index))
    }
    expect(await readAll(tail)).toEqual(expected(host))
    tail.follow()
    await settle()
    expect(seqs(tail).at(-1)).toBe(host.lines.length)
  })

  it('keeps what was seen while the host is away, and goes on when it is back', async () => {
    const host = new LinesToAsk()
    host.print('git', 10)
    const tail = await opened(host)
    const before = seqs(tail)
    host.print('git', 10)
    host.news()
    expect(seqs(tail)).toEqual(before)
    tail.reconnected()
    await settle()
    expect(seqs(tail)).toEqual(expected(host))
    tail.pause()
    host.print('git', 7)
    host.news()
    tail.reconnected()
    await settle()
    expect(tail.view().newer).toEqual({ count: 7, exact: true })
  })

  it('shows another query from where the eyes were, and counts anew what is newer', async () => {
    const host = new LinesToAsk()
    for (let turn = 0; turn < 2000; turn++) host.print('git', 1, { level: turn % 2 ? 'error' : 'info' })
    const tail = await opened(host)
    tail.pause()
    host.print('git', 9, { level: 'error' })
    tail.hear(host.news())
    tail.reading = 601
    tail.show({ levels: ['error'] }, 'here')
    await settle()
    expect(tail.view().focus?.line).toBe(600)
    expect(tail.view().newer).toEqual({ count: 9, exact: true })
    tail.follow()
    tail.show({ levels: ['info'] }, 'here')
    await settle()
    expect(seqs(tail)).toEqual(expected(host, { levels: ['info'] }).slice(-500))
  })

  it('is silent once it is closed', async () => {
    const host = new LinesToAsk()
    const tail = await opened(host, { find: 'x' })
    host.asks = []
    tail.close()
    host.print('git', 10)
    tail.hear(host.news())
    await settle()
    expect(host.asks).toEqual([])
  })
})
