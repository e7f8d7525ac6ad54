import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { hasPartWithCode } from './is-composed.ts'

const head = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]
const section = (id: number, ...content: number[]) => [id, content.length, ...content]
const module = section(1, 0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)

describe('hasPartWithCode', () => {
  it('is false for what compilers make', async () => {
    for (const name of ['fixture-modern', 'fixture-server', 'fixture-server-p1'] as const)
      expect(hasPartWithCode(await readFile(await fixture(name))), name).toBe(false)
  })

  it('finds a module in a component in a component', () => {
    const part = (...inside: number[]) => section(4, ...head, ...inside)
    expect(hasPartWithCode(Uint8Array.from([...head, ...module, ...part()]))).toBe(false)
    expect(hasPartWithCode(Uint8Array.from([...head, ...part(...module)]))).toBe(true)
    expect(hasPartWithCode(Uint8Array.from([...head, ...part(...part(...module))]))).toBe(true)
  })

  it('is true for what cannot be read', () => {
    expect(hasPartWithCode(Uint8Array.from([...head, 4, 100]))).toBe(true)
  })
})
