import { describe, expect, it } from 'vitest'
import type { Asked } from '../denials/asked.ts'
import { Redactor } from '../records/redactor.ts'
import { logLineLimit, redactAndCut } from '../records/text.ts'
import { cutLine } from '../sessions/log-rate.ts'
import { Stderr, stdoutLines } from './child-output.ts'
import { stderrLines } from './stderr-lines.ts'

const channel = 'c0ffee'
const report = (fields: string, token = channel) => `\nbelljar-guard ${token}\t${fields}\n`

function heard(channel?: string, now?: () => number) {
  const all = { lines: [] as string[], noise: [] as string[], asked: [] as Asked[] }
  const stderr = new Stderr(
    {
      line: () => undefined,
      ...stderrLines((line) => void all.lines.push(line)),
      noise: (text) => void all.noise.push(text),
      report: (asked) => void all.asked.push(asked),
    },
    channel,
    now,
  )
  const push = (...texts: string[]) => texts.forEach((text) => stderr.push(Buffer.from(text)))
  return { ...all, stderr, push }
}

const write = (path: string): Asked => ({ kind: 'write', path })

describe('what guards report on stderr', () => {
  it('is taken out, with the empty line in front where the guest had left no line open', () => {
    const { push, lines, asked, stderr } = heard(channel)
    push(
      'one\n',
      report('write\t/a%20b\t'),
      'two\nthr',
      report('outside\t/%C3%A9\t'),
      'ee\n\n',
      report('config\tkey\t'),
    )
    stderr.end()
    expect(lines).toEqual(['one', 'two', 'thr', 'ee', ''])
    expect(asked).toEqual([write('/a b'), { kind: 'outside', path: '/é' }, { kind: 'config', key: 'key' }])
    expect(stderr.tail).toBe('one\ntwo\nthr\nee\n\n')
  })

  it('is the same however the bytes arrive', () => {
    const text = `a\n${report('write\t/x\t')}b${report('socket\ttcp\t1.2.3.4:80')}\n\nbelljar-guard c0ffeX\tno\nbelljar-gu\nend`
    const whole = heard(channel)
    whole.push(text)
    whole.stderr.end()
    expect(whole.asked).toEqual([write('/x'), { kind: 'socket', protocol: 'tcp', target: '1.2.3.4:80' }])
    expect(whole.lines).toEqual(['a', 'b', '', '', 'belljar-guard c0ffeX\tno', 'belljar-gu', 'end'])
    for (let size = 1; size < 30; size++) {
      const parts = heard(channel)
      for (let at = 0; at < text.length; at += size) parts.push(text.slice(at, at + size))
      parts.stderr.end()
      expect([parts.lines, parts.asked, parts.stderr.tail]).toEqual([whole.lines, whole.asked, whole.stderr.tail])
    }
  })

  it('cannot be forged without the token, in the midst of a line, or where there are no guards', () => {
    const { push, lines, asked } = heard(channel)
    push(report('write\t/x\t', 'guess'), `say belljar-guard ${channel}\twrite\t/x\t\n`, 'belljar-guard\n')
    expect(asked).toEqual([])
    expect(lines).toEqual([
      '',
      'belljar-guard guess\twrite\t/x\t',
      `say belljar-guard ${channel}\twrite\t/x\t`,
      'belljar-guard',
    ])
    const without = heard()
    without.push(report('write\t/x\t', ''))
    expect(without.asked).toEqual([])
    expect(without.lines).toEqual(['', 'belljar-guard \twrite\t/x\t'])
  })

  it('comes through behind a megabyte without a newline, and behind many lines', () => {
    const { push, lines, asked, stderr } = heard(channel, () => 0)
    push('x'.repeat(1024 * 1024), report('write\t/x\t'), 'y\n'.repeat(3000), report('write\t/z\t'))
    stderr.end()
    expect(asked).toEqual([write('/x'), write('/z')])
    expect(lines[0]).toMatch(/^x+ … \(\d+ bytes more\)$/)
    expect(lines.length).toBe(3001)
    expect(lines.join()).not.toContain(channel)
  })

  it('is bounded when a guest is refused in a loop', () => {
    let now = 0
    const { push, asked } = heard(channel, () => now)
    push(report('write\t/x\t').repeat(5000))
    expect(asked.length).toBe(1000)
    now = 1000
    push(report('write\t/x\t').repeat(5000))
    expect(asked.length).toBe(1100)
  })

  it('never becomes a line, also when it is cut off or means nothing', () => {
    const { push, lines, asked, stderr } = heard(channel)
    push(report('boil\tkettle\t'), report('socket\traw\t'), `\nbelljar-guard ${channel}\twrite\t/half`)
    stderr.end()
    expect([lines, asked, stderr.tail]).toEqual([[], [], ''])
    const endless = heard(channel)
    endless.push(`\nbelljar-guard ${channel}\t`, ...Array.from({ length: 40 }, () => 'z'.repeat(1000)), '\nafter\n')
    expect(endless.asked).toEqual([])
    expect(endless.lines.at(-1)).toBe('after')
    expect(endless.lines.join()).not.toContain(channel)
  })
})

it.each([16_384, 65_536])('of a secret at byte %i of a line nothing is left', (at) => {
  const secret = 'canary-0123456789abcdef'
  const redactor = new Redactor([secret])
  for (let before = at - secret.length - 1; before <= at; before++) {
    const { push, lines } = heard()
    push(`${'x'.repeat(before)}${secret} and more\n`)
    const kept = redactAndCut(cutLine(lines[0] ?? ''), logLineLimit, redactor)
    expect(kept.length).toBeGreaterThan(16_000)
    expect(kept).not.toContain('canary')
  }
})

describe('stdout', () => {
  it('drops a line beyond the output limit and says which limit that is', () => {
    const lines: string[] = []
    const noise: string[] = []
    const on = { line: (line: string) => void lines.push(line), noise: (text: string) => void noise.push(text) }
    const out = stdoutLines({ ...on, ...stderrLines(() => undefined), report: () => undefined }, 1024)
    out.push(Buffer.from(`${'a'.repeat(1024)}\n${'b'.repeat(1025)}\nc\n`))
    expect(lines).toEqual(['a'.repeat(1024), 'c'])
    expect(noise[0]).toContain('more than 1 KB in one line of stdout, its output limit')
  })
})
