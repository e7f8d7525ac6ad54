import { describe, expect, it } from 'vitest'
import { LineSplitter } from './lines.ts'

function collect(max: number, keep?: number) {
  const lines: string[] = []
  const cuts: { head: string; dropped: number; tail: string }[] = []
  const overflows: string[] = []
  const splitter = new LineSplitter({
    max,
    ...(keep !== undefined && { keep }),
    onLine: (line) => lines.push(line),
    onCut: (head, dropped, tail) => cuts.push({ head, dropped, tail }),
    onOverflow: (head) => overflows.push(head),
  })
  return { splitter, lines, cuts, overflows }
}

describe('LineSplitter', () => {
  it('gives the same lines however the bytes are cut into chunks', () => {
    const text = 'one\n\ntwo ✓ 𝄞\r\nlast line of ünïcode\nrest'
    const bytes = Buffer.from(text)
    for (let size = 1; size <= bytes.length; size++) {
      const { splitter, lines, cuts } = collect(1000)
      for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size))
      splitter.end()
      expect(lines).toEqual(['one', '', 'two ✓ 𝄞', 'last line of ünïcode', 'rest'])
      expect(cuts).toEqual([])
    }
  })

  it('cuts a line that is one byte too long and goes on with the next', () => {
    for (const size of [1, 3, 7, 100]) {
      const { splitter, lines, cuts } = collect(10, 4)
      const bytes = Buffer.from('0123456789\n0123456789a\nnext\n')
      for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size))
      expect(lines).toEqual(['0123456789', 'next'])
      expect(cuts).toEqual([{ head: '0123', dropped: 7, tail: '0123456789a' }])
    }
  })

  it('never cuts a character in two', () => {
    const { splitter, cuts } = collect(10, 5)
    splitter.push(Buffer.from('aaaa✓✓✓✓\n'))
    expect(cuts).toEqual([{ head: 'aaaa', dropped: 12, tail: 'aaaa✓✓✓✓' }])
  })

  it('keeps the end of a line that is too long, where an id may stand', () => {
    const { splitter, cuts } = collect(5000, 10)
    splitter.push(Buffer.from('x'.repeat(4000)))
    splitter.push(Buffer.from('y'.repeat(4000)))
    splitter.push(Buffer.from('"id":7}\n'))
    expect(cuts[0]?.tail.length).toBe(1024)
    expect(cuts[0]?.tail.endsWith('y"id":7}')).toBe(true)
    expect(cuts[0]?.dropped).toBe(8007 - 10)
  })

  it('says at once that a line without end is too long', () => {
    const { splitter, overflows, cuts } = collect(100, 3)
    splitter.push(Buffer.alloc(101, 'z'))
    expect(overflows).toEqual(['zzz'])
    splitter.push(Buffer.alloc(1_000_000, 'z'))
    expect(overflows).toHaveLength(1)
    expect(cuts).toEqual([])
    splitter.end()
    expect(cuts).toHaveLength(1)
  })

  it('takes 32 MB in tiny chunks in linear time', () => {
    const { splitter, lines } = collect(32 * 1024 * 1024)
    const chunk = Buffer.alloc(512, 'a')
    const started = performance.now()
    for (let n = 0; n < 65_536; n++) splitter.push(chunk)
    splitter.push(Buffer.from('\n'))
    expect(lines[0]?.length).toBe(32 * 1024 * 1024)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('survives bytes that are no UTF-8', () => {
    const { splitter, lines } = collect(100)
    splitter.push(Buffer.from([0xff, 0xfe, 0x80, 0x0a, 0x61, 0x0a]))
    expect(lines).toEqual(['\ufffd\ufffd\ufffd', 'a'])
  })
})
