import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { inspectWasm } from './inspect.ts'
import { needsSection } from './needs-section.ts'
import { around, withSection } from './testing-sections.ts'

const module = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
const component = Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0])
const declare = (bytes: Uint8Array, value: unknown) => withSection(bytes, needsSection, JSON.stringify(value))
const asks = {
  directories: [{ access: 'write', required: true, reason: 'To keep notes' }],
  hosts: [{ pattern: 'api.example.com' }],
  environment: [{ name: 'API_KEY', secret: true, required: true }],
  keyvalue: {},
}
const nothing = { directories: [], hosts: [], environment: [], config: [] }
const filled = {
  directories: [{ access: 'write', required: true, reason: 'To keep notes' }],
  hosts: [{ pattern: 'api.example.com', required: false }],
  environment: [{ name: 'API_KEY', secret: true, required: true }],
  config: [],
  keyvalue: { required: false },
}

describe('what a server declares that it needs', () => {
  it.each([
    ['a module', declare(module, asks)],
    ['a component', declare(component, asks)],
    ['a module in a component', around(declare(module, asks))],
    ['a component around one that says otherwise', declare(around(declare(module, {})), asks)],
  ])('is read from %s', (_, bytes) => {
    expect(inspectWasm(bytes, 'x').needs).toEqual(filled)
  })

  it.each(['fixture-server', 'fixture-server-p1'] as const)('is read from %s, which stays what it is', async (name) => {
    const bytes = readFileSync(await fixture(name))
    expect(inspectWasm(bytes, 'x').needs).toEqual(nothing)
    const { reason } = inspectWasm(bytes, 'x')
    expect(inspectWasm(declare(bytes, asks), 'x')).toMatchObject({ kind: 'stdio', needs: filled, reason })
  })

  it.each([
    ['{"directories":', 'it is not JSON'],
    [Uint8Array.from([0x7b, 0xff, 0x7d]), 'it is not JSON'],
    ['[]', 'it is no JSON object'],
    ['null', 'it is no JSON object'],
    ['{"hosts":[{"pattern":5}]}', '"hosts.0.pattern" is not as it must be'],
    ['{"directories":[{"access":"all"}]}', '"directories.0.access" is not as it must be'],
    [' '.repeat(65_537), 'it is larger than 64 KB'],
    ['['.repeat(60_000), 'it is not JSON'],
  ])('is ignored, and said, when it is %.40j', async (content, why) => {
    const bytes = readFileSync(await fixture('fixture-server'))
    const found = inspectWasm(withSection(bytes, needsSection, content), 'x')
    expect(found.problem).toBeUndefined()
    expect(found.needs).toEqual(nothing)
    expect(found.reason).toMatch(/exports wasi:cli\/run@\S+\. What it declares that it needs was ignored: /)
    expect(found.reason.endsWith(`ignored: ${why}.`)).toBe(true)
  })

  it('names what is not known here and uses the rest', async () => {
    const bytes = readFileSync(await fixture('fixture-server'))
    const found = inspectWasm(declare(bytes, { ...asks, 'sockets\u202e': [1] }), 'x')
    expect(found.needs).toEqual(filled)
    expect(found.reason).toMatch(/It also declares that it needs sockets\ufffd, which is not known here\.$/)
  })

  it('says so when several parts declare', async () => {
    const bytes = declare(declare(readFileSync(await fixture('fixture-server')), asks), {})
    expect(inspectWasm(bytes, 'x')).toMatchObject({
      needs: filled,
      reason: expect.stringMatching(/only the first/) as string,
    })
  })

  it('takes any number of such sections', () => {
    const one = [0, 14, 14 - 1, ...Buffer.from(needsSection)]
    const many = Buffer.concat([module, Buffer.alloc(300_000 * one.length, Buffer.from(one))])
    expect(inspectWasm(around(many), 'x').needs).toEqual(nothing)
  })

  it('shows nothing hidden and nothing that turns text around', () => {
    const { needs } = inspectWasm(
      declare(module, { hosts: [{ pattern: 'a\u202eb', reason: 'x\n\u001b[31m\u200b' }] }),
      'x',
    )
    expect(needs.hosts).toEqual([{ pattern: 'a\ufffdb', required: false, reason: 'x\ufffd\ufffd[31m\ufffd' }])
  })
})
