import { expect, it } from 'vitest'
import { defaultLimits } from '../../../shared/domain.ts'
import type { CallDetail } from '../../../shared/records.ts'
import { trapOf } from '../records/testing.ts'
import type { InstalledServer } from '../servers/book.ts'
import { reproduction } from './reproduction.ts'

it('holds no character that acts on a terminal, and the same arguments', () => {
  const text = 'a\u0085b\u202Ec\u2028d\u{E0041}e ä'
  const args = `{\t"text":\n${JSON.stringify(text)}}`
  const { command } = reproduction({
    trap: { ...trapOf('t1'), call: 'c1', tool: 'echo' },
    caused: { args, altered: false } as CallDetail,
    server: {
      inForce: [],
      imports: [],
      memories: 1,
      limits: defaultLimits,
      wasm: '/w.wasm',
    } as unknown as InstalledServer,
    wasm: '/w.wasm',
    redact: (said) => said,
  })
  expect(command.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  const line = /'(\{[^']*"tools\/call"[^']*\})'/.exec(command)?.[1] ?? ''
  expect(JSON.parse(line)).toMatchObject({ params: { name: 'echo', arguments: { text } } })
})
