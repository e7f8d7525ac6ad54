import { describe, expect, it } from 'vitest'
import type { Row } from './messages.ts'
import { Outbox } from './outbox.ts'

const request = (id = '', server = 'time'): Row => ({
  kind: 'request',
  request: {
    id,
    at: 1,
    server,
    session: null,
    method: 'GET',
    origin: 'https://a.example',
    outcome: 'answered',
  } as never,
})
let calls = 0
const call = (args?: string, id = `c${calls++}`): Row => ({
  kind: 'call',
  call: { id, at: 1, server: 'time', tool: 't', session: null, client: 'c', outcome: 'pending', argsPreview: '' },
  ...(args === undefined ? {} : { args }),
})

describe('Outbox', () => {
  it('is bounded in rows, and says what it dropped when there is room', () => {
    const outbox = new Outbox()
    let kept = 0
    for (let i = 0; i < 100_000; i++) if (outbox.add(request())) kept++
    expect(kept).toBe(outbox.length)
    expect(kept).toBeLessThan(100_000)
    expect(outbox.takeDropped()).toEqual([])
    while (outbox.length > 0) outbox.take(kept)
    expect(outbox.takeDropped()).toEqual([['time', 100_000 - kept]])
    expect(outbox.takeDropped()).toEqual([])
    expect(outbox.add(request())).toBe(true)
  })

  it('is bounded in size; a call loses its bodies before it is lost', () => {
    const outbox = new Outbox()
    const megabyte = 'x'.repeat(1_000_000)
    for (let i = 0; i < 200; i++) expect(outbox.add(call(megabyte))).toBe(true)
    const rows = outbox.take(1000).concat(outbox.take(1000), ...Array.from({ length: 20 }, () => outbox.take(1000)))
    expect(rows.filter((row) => row.kind === 'call')).toHaveLength(200)
    expect(rows.filter((row) => row.kind === 'call' && row.args).length).toBeLessThan(66)
    expect(outbox.length).toBe(0)
  })

  it('keeps the start and the end of a call as one row', () => {
    const outbox = new Outbox()
    outbox.add(call('{}', 'x'))
    const end = call(undefined, 'x') as Extract<Row, { kind: 'call' }>
    outbox.add({ ...end, call: { ...end.call, outcome: 'answered' }, result: '1' })
    expect(outbox.take(9)).toMatchObject([{ args: '{}', result: '1', call: { outcome: 'answered' } }])
    outbox.add(end)
    expect(outbox.length).toBe(1)
  })

  it('gives back in order what could not be written', () => {
    const outbox = new Outbox()
    for (const text of ['a', 'b', 'c']) outbox.add(request(text))
    outbox.putBack(outbox.take(2))
    expect(outbox.take(9).map((row) => row.kind === 'request' && row.request.id)).toEqual(['a', 'b', 'c'])
  })
})
