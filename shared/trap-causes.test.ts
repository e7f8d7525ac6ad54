import { describe, expect, it } from 'vitest'
import type { Denial } from './access.ts'
import { defaultLimits } from './domain.ts'
import type { CallDetail, TrapDetail } from './records.ts'
import { causesOf, notCauses } from './trap-causes.ts'
import { trapKinds } from './trap-words.ts'

const mb = 2 ** 20
const frames = [
  { index: 0, module: 'm', func: 'core::panicking::panic_bounds_check' },
  { index: 1, module: 'm', func: 'git::diff::Hunk::context' },
]
const trap: TrapDetail = {
  ...{ id: 't', at: 0, server: 'git', session: null, client: 'c', tool: 'git_diff', call: 'c1', frames },
  ...{ code: 'panic', message: 'index out of bounds: the len is 3 but the index is 7', raw: '', limits: defaultLimits },
  ...{
    memoryBytes: 38 * mb,
    caused: { durationMs: 412 } as CallDetail,
    denials: [],
    before: [],
    sources: [null, null],
  },
}
const words = (why: ReturnType<typeof causesOf>[number]['why']) =>
  why.map((part) => (typeof part === 'string' ? part : `<${part.code}>`)).join('')

describe('likely causes', () => {
  it('of a panic are a mistake, then its input', () => {
    const causes = causesOf({ ...trap, before: [{ id: 'b', at: 1 }] })
    expect(causes.map(({ title }) => title)).toEqual(['A mistake in the server.', 'An input that it does not expect.'])
    expect(words(causes[0]!.why)).toBe(
      'The first frame of its own code is <git::diff::Hunk::context>; the same one trapped once before.',
    )
    expect(notCauses(trap)).toEqual([
      'memory (38 of 256 MB)',
      'time (0.4 of 50 s)',
      'a missing grant (no denial in this call)',
    ])
  })

  it('begin with memory where it asked for more than there was', () => {
    const raw = 'memory allocation of 1048576 bytes failed'
    const causes = causesOf({ ...trap, code: 'out-of-memory', message: raw, raw, memoryBytes: 255 * mb })
    expect(causes.map(({ title }) => title)).toEqual(['Out of memory.'])
    expect(words(causes[0]!.why)).toBe('It asked for 1 MB more, and its limit is 256 MB. It held 255 MB.')
  })

  it('begin with memory where that was close to its limit, whatever it said', () => {
    const near = {
      ...trap,
      code: 'unreachable',
      message: 'wasm `unreachable` instruction executed',
      memoryBytes: 250 * mb,
    }
    expect(causesOf(near)[0]?.title).toBe('Out of memory.')
    expect(notCauses(near).join()).not.toContain('memory')
    expect(causesOf({ ...near, memoryBytes: 100 * mb })[0]?.title).toBe('A mistake in the server.')
  })

  it('name what was denied in this call', () => {
    const denials = [{ text: 'Denied a write to /src' }, { text: 'b' }] as Denial[]
    expect(words(causesOf({ ...trap, denials })[0]!.why)).toContain('<Denied a write to /src> and 1 more.')
    expect(notCauses({ ...trap, denials }).join()).not.toContain('grant')
  })

  it('have something to try for every kind, also for unknown ones', () => {
    for (const code of [...Object.keys(trapKinds), 'unknown', 'of-tomorrow'])
      for (const cause of causesOf({ ...trap, code, frames: [], denials: [] })) {
        expect(cause.title, code).toMatch(/\.$/)
        expect(words(cause.why), code).toMatch(/\.$/)
        expect(cause.todo, code).toMatch(/^[A-Z].+\.$/)
      }
  })

  it('say what is not known by not saying it', () => {
    const bare = without(trap, ['memoryBytes', 'limits', 'caused', 'call'])
    expect(notCauses(bare)).toEqual([])
    expect(causesOf(bare).length).toBe(2)
  })
})

function without<T extends object, K extends keyof T>(value: T, keys: K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>
}
