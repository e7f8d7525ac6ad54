import { expect, it, vi } from 'vitest'
import type { LogLine } from '../../../shared/records.ts'
import { LineIntake } from './line-intake.ts'
import { LogFeed, type Sent } from './log-feed.ts'
import type { FeedItem, Origin } from './messages.ts'
import { Redactor } from './redactor.ts'

const origin: Origin = { server: 'time', session: null, instance: 'i1' }
const line = (text: string): Omit<LogLine, 'seq'> => ({
  ...{ at: 1, server: 'time', session: null, source: 'host', level: 'info', text },
})

/** A feed whose batches are answered by hand, and the texts of all that a thread has taken. */
function feed() {
  const batches: { items: FeedItem[]; answer(sent: Sent): void; fail(why: Error): void }[] = []
  const send = (items: FeedItem[]) =>
    new Promise<Sent>((resolve, reject) => batches.push({ items, answer: resolve, fail: reject }))
  let intake = new LineIntake(0, new Redactor())
  const texts: string[] = []
  const next = async (sent: Sent) => {
    const batch = await vi.waitFor(() => {
      const first = batches.shift()
      if (!first) throw new Error('nothing was sent')
      return first
    })
    if (sent === 'taken')
      texts.push(...intake.take(batch.items).flatMap((run) => run.texts.map((text) => text.slice(1))))
    if (sent === 'lost') intake = new LineIntake(0, new Redactor())
    batch.answer(sent)
  }
  return { feed: new LogFeed({ send }), batches, texts, next }
}

/** More than one batch holds. */
const large = (text: string) => Buffer.from(`${text}${'.'.repeat(300_000)}\n`)
const heads = (texts: string[]) => texts.map((text) => text.slice(0, 3))

it('keeps the order when batches come back that were not sent', async () => {
  const { feed: kept, batches, texts, next } = feed()
  void kept.bytes(origin, large('one'))
  void kept.bytes(origin, large('two'))
  void kept.bytes(origin, large('six'))
  expect(batches).toHaveLength(2)
  await next('not-sent')
  await next('not-sent')
  await vi.waitFor(async () => {
    await next('taken')
    expect(texts).toHaveLength(3)
  })
  expect(heads(texts)).toEqual(['one', 'two', 'six'])
})

it('goes on with every output after a thread was lost, also with one that has ended, and says what is missing', async () => {
  const { feed: kept, batches, texts, next } = feed()
  void kept.bytes(origin, large('one'))
  void kept.bytes(origin, large('two'))
  expect(batches).toHaveLength(2)
  void kept.bytes(origin, Buffer.from('six\nlast'))
  kept.end(origin)
  await next('lost')
  await next('lost')
  await vi.waitFor(async () => {
    await next('taken')
    expect(texts).toHaveLength(4)
  })
  expect(heads(texts.filter((text) => !text.startsWith('Up to')))).toEqual(['six', 'las'])
  expect(texts.filter((text) => /^Up to 30[01] kB may be missing/.test(text))).toHaveLength(2)
})

it('takes a batch that cannot be sent at all for lost, and goes on', async () => {
  const { feed: kept, batches, texts, next } = feed()
  kept.log(line('one'))
  const stored = kept.flushed()
  batches.shift()?.fail(new Error('it cannot be cloned'))
  await stored
  kept.log(line('two'))
  await next('taken')
  expect(texts).toEqual([expect.stringMatching(/Up to 1 kB may be missing/), 'two'])
})
