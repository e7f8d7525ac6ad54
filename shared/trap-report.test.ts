import { expect, it } from 'vitest'
import { defaultLimits } from './domain.ts'
import type { CallDetail, TrapDetail } from './records.ts'
import { trapReport } from './trap-report.ts'

const trap: TrapDetail = {
  ...{
    id: 't',
    at: 0,
    server: 'git',
    session: null,
    client: 'Some *client*\n# not a title',
    tool: 'git_diff',
    call: 'c',
  },
  ...{ code: 'panic', message: 'm', raw: 'first\n````\nlast\n', limits: defaultLimits, aliveMs: 61_000, calls: 2 },
  frames: [{ index: 3, module: 'm', func: 'a::f', at: { file: 'src/a.rs', line: 3, column: 9 } }],
  ...{ hash: 'ab'.repeat(32), wasmtime: '48.0.3', memoryBytes: 5, denials: [], before: [], sources: [null] },
  caused: { args: '{"n":12345678901234567890}', reason: 'It failed.', durationMs: 4.2 } as CallDetail,
}

it('has all that is known, in parts that no text of a server can leave', () => {
  const report = trapReport(trap)
  expect(report).toContain('# git stopped itself')
  expect(report).toContain('- Client: Some \\*client\\* \\# not a title')
  expect(report).toContain('`````\nfirst\n````\nlast\n`````')
  expect(report).toContain('  3  a::f  (src/a.rs:3:9)')
  expect(report).toContain('{"n":12345678901234567890}')
  expect(report).toContain('- Instance: 61000 ms old, 2 calls')
  expect(report).not.toMatch(/undefined|NaN/)
})

it('leaves out what is not known', () => {
  const unknown = ['caused', 'limits', 'memoryBytes', 'aliveMs']
  const bare = Object.fromEntries(
    Object.entries(trap).filter(([key]) => !unknown.includes(key)),
  ) as unknown as TrapDetail
  expect(trapReport({ ...bare, frames: [] })).not.toMatch(/Arguments|Frames|Memory|Instance|undefined/)
})
