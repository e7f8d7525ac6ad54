import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../../shared/domain.ts'
import { sayGrant, sayHeld, type Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { planPolicy } from './plan-policy.ts'
import { bytesOf } from './read-limits.ts'
import { readPolicy } from './read-policy.ts'
import { writePolicy } from './write-policy.ts'

const grantsOf = (text: string) => readPolicy(text).candidates.map(({ grant }) => grant)
const folder = (hostPath: string, access: 'read' | 'write' = 'read'): Grant => ({
  ...{ kind: 'directory', hostPath, guestPath: hostPath, access },
})
const host = (pattern: string): Grant => ({ kind: 'host', pattern, private: false })
const storage = (...entries: string[]) => `version: "1.0"\npermissions: {storage: {${entries.join(', ')}}}`
const network = (...entries: string[]) => `version: "1.0"\npermissions: {network: {${entries.join(', ')}}}`

describe('what is understood', () => {
  test('a whole file', () => {
    const found = readPolicy(`
version: "1.0"
description: "for a server"
permissions:
  storage:
    allow:
      - uri: "fs:///data/in/**"
        access: ["read"]
      - uri: "fs:///data/out"
        access: ["read", "write"]
  network:
    allow:
      - host: "API.example.com"
      - host: "*.example.org"
      - cidr: "10.1.2.3/32"
      - cidr: "::1/128"
      - host: "https://rss.nytimes.com/"
  environment:
    allow:
      - key: "API_KEY"
  resources:
    limits: { memory: "512Mi" }
`)
    expect(found.candidates.map(({ grant }) => grant)).toEqual([
      ...[folder('/data/in'), folder('/data/out', 'write'), host('api.example.com'), host('*.example.org')],
      ...[host('10.1.2.3'), host('[::1]'), host('rss.nytimes.com'), { kind: 'pass-through', name: 'API_KEY' }],
    ])
    expect(found.candidates.flatMap(({ warnings }) => warnings)).toEqual([
      'The file says https://rss.nytimes.com/; only the host of it is granted, with http and https and every path.',
    ])
    expect(found.limits).toEqual({ memoryBytes: 512 * 1024 * 1024 })
    expect(found.unsupported).toEqual([])
  })

  test('one folder named twice has both accesses; a drive of Windows', () => {
    const uri = 'uri: "fs:///a/**"'
    expect(grantsOf(storage(`allow: [{${uri}, access: [read, write]}, {${uri}, access: [read]}]`))).toEqual([
      folder('/a', 'write'),
    ])
    expect(grantsOf(storage('allow: [{uri: "fs:///C:/Users/x/**", access: [read]}]'))).toEqual([folder('C:/Users/x')])
  })

  test('a denial that cuts nothing out is no loss', () => {
    const found = readPolicy(
      storage('allow: [{uri: "fs:///a/**", access: [read]}]', 'deny: [{uri: "fs:///ab/**", access: [read]}]'),
    )
    expect(found).toMatchObject({ candidates: [{ grant: folder('/a') }], unsupported: [] })
    expect(grantsOf(network('allow: [{host: a.com}]', 'deny: [{host: "*.b.com"}]'))).toEqual([host('a.com')])
  })

  test.each([
    ['512Mi', 512 * 1024 ** 2],
    ['1Gi', 1024 ** 3],
    ['1.5G', 1.5e9],
    ['64k', 64_000],
    ['1048576', 1_048_576],
    ['512 MB', undefined],
    ['-1Mi', undefined],
    ['1e9', undefined],
    ['', undefined],
  ])('the amount %j', (text, bytes) => expect(bytesOf(text)).toBe(bytes))
})

describe('what cannot be held is left out and said', () => {
  test.each([
    [storage('allow: [{uri: "fs://workspace/**", access: [read]}]'), /relative/],
    [storage('allow: [{uri: "fs:///a/*", access: [read]}]'), /whole folders/],
    [storage('allow: [{uri: "fs:///a/*/b/**", access: [read]}]'), /whole folders/],
    [storage('allow: [{uri: "fs:///a/**", access: [write]}]'), /may also be read/],
    [storage('allow: [{uri: "fs:///a/**", access: [read, execute]}]'), /list of read and write/],
    [storage('allow: [{uri: "fs:///a/**"}]'), /list of read and write/],
    [storage('allow: [{uri: "fs:///a/**", access: [read], maxSize: 1}]'), /maxSize/],
    [storage('allow: [{uri: "file:///a/**", access: [read]}]'), /fs:/],
    [storage('allow: ["fs:///a/**"]'), /entry 1, cannot be understood/],
    [storage('allow: [{uri: "fs:///a/**", access: [read]}]', 'deny: [{uri: "fs:///a/.git/**"}]'), /is denied/],
    [storage('allow: [{uri: "fs:///a/b/**", access: [read]}]', 'deny: [{uri: "fs:///x/../A/**"}]'), /is denied/],
    [storage('allow: [{uri: "fs:///a/**", access: [read]}]', 'deny: [{uri: "fs:///a/*.key"}]'), /is denied/],
    [storage('allow: [{uri: "fs:///a/**", access: [read]}]', 'deny: ["fs:///a/key"]'), /is denied/],
    [network('allow: [{cidr: 10.0.0.0/8}]'), /ranges of addresses/],
    [network('allow: [{cidr: nonsense}]'), /no range/],
    [network('allow: [{host: "ftp://a.com"}]'), /only http and https/],
    [network('allow: [{host: "https:///x"}]'), /no host/],
    [network('allow: [{host: a.com, ports: [443]}]'), /ports/],
    [network('allow: [{host: a.com, cidr: 1.2.3.4/32}]'), /should be a text/],
    [network('allow: [{host: "*.a.com"}]', 'deny: [{host: evil.a.com}]'), /is denied/],
    [network('allow: [{host: "[::1]:80"}]', 'deny: [{host: "[::1]"}]'), /is denied/],
    [network('allow: [{host: a.com}]', 'deny: [{cidr: 10.0.0.0/8}]'), /is denied/],
    ['version: "1.0"\npermissions: {environment: {allow: [{key: A, value: b}]}}', /nothing else/],
    ['version: "1.0"\npermissions: {environment: {allow: [{key: A}], deny: [{key: A}]}}', /denied too/],
  ])('%s', (text, sentence) => {
    const { candidates, unsupported } = readPolicy(text)
    expect(candidates).toEqual([])
    expect(unsupported.join('\n')).toMatch(sentence)
  })

  test.each([
    ['permissions: {}\nresources: {limits: {cpu: 500m}}', /processor/],
    ['permissions: {}\nresources: {memory: 1024, io: 3}', /not an amount.*|io is not held/],
    ['permissions: {}\nresources: {limits: {memory: 8Gi}}', /between 1 MB and 4 GB/],
    ['permissions: {}\nruntime: {docker: {security: {}}}', /^runtime has no counterpart/m],
    ['permissions: {ipc: {allow: [x]}}', /^permissions\.ipc has no counterpart/m],
    ['permissions: {storage: [1]}', /should hold allow and deny/],
    ['permissions: {}\n"a\\u202eb": 1', /^a\ufffdb has no counterpart/m],
  ])('%s', (text, sentence) => {
    const found = readPolicy(`version: "1.0"\n${text}`)
    expect(found.unsupported.join('\n')).toMatch(sentence)
    expect(found).toMatchObject({ candidates: [], limits: {} })
  })
})

describe('a hostile file', () => {
  const bomb = [
    'version: "1.0"',
    'a: &a [x,x,x,x,x,x,x,x,x,x]',
    ...[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`).join(',')}]`),
  ].join('\n')
  const deep = `version: "1.0"\npermissions: ${'['.repeat(100_000)}`
  test.each([
    ['is empty', '', /nothing about permissions/],
    ['is another text', 'hello', /nothing about permissions/],
    ['is no YAML', 'version: "1.0"\npermissions: {', /no policy file/],
    ['has two documents', 'version: "1.0"\n---\nversion: "1.0"\n', /no policy file/],
    ['says a key twice', 'version: "1.0"\npermissions: {}\npermissions: {}', /unique/i],
    ['names a type', 'version: "1.0"\npermissions: !!js/function "x"', /tag/i],
    ['is a bomb of aliases', bomb, /alias/i],
    ['is deep', deep, /nested too deeply/],
    ['is deep in dashes', `version: "1.0"\npermissions:\n ${'- '.repeat(90_000)}`, /nested too deeply/],
    ['is deep in lines', Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), /no policy file/],
    ['is long', `version: "1.0" # ${'x'.repeat(300_000)}`, /longer than/],
    ['is of another version', 'version: "2.0"\npermissions: {}', /version is "2.0"/],
    ['has keys that are no text', 'version: "1.0"\n? [a]\n: 1', /no policy file/],
  ])('that %s is refused', (_, text, sentence) => {
    const started = performance.now()
    expect(() => readPolicy(text)).toThrow(ProblemError)
    expect(() => readPolicy(text)).toThrow(sentence)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('reaches no prototype', () => {
    const found = readPolicy('version: "1.0"\n__proto__: {permissions: {environment: {allow: [{key: A}]}}}')
    expect(found.candidates).toEqual([])
    expect(found.unsupported).toEqual(['__proto__ has no counterpart here.'])
    expect(({} as Record<string, unknown>)['permissions']).toBeUndefined()
  })
})

test('what a person may not grant, a file may not either', async () => {
  const text = `${network('allow: [{host: a.com}, {host: "b.com"}]')}\n`
  const plan = await planPolicy(text, async (grant) => {
    if (grant.kind === 'host' && grant.pattern === 'b.com')
      throw new ProblemError({ code: 'bad-request', message: 'Not this one.' })
    return { grant, sentence: sayGrant(grant), held: sayHeld(grant), warnings: [] }
  })
  expect(plan.plans.map(({ grant }) => grant)).toEqual([host('a.com')])
  expect(plan.refused).toEqual(['The host b.com: Not this one.'])
})

describe('a file that is written', () => {
  const stored = (grants: Grant[], limits = {}) => ({ name: 'time', grants, limits: { ...defaultLimits, ...limits } })

  test('says what it was read from', () => {
    const grants: Grant[] = [
      ...[folder('/data/a b'), folder('/out', 'write'), folder('/'), host('api.example.com'), host('*.example.org')],
      ...[host('10.1.2.3'), host('[::1]'), { kind: 'pass-through', name: 'TOKEN' } as const],
    ]
    const { text, unsupported } = writePolicy(stored(grants, { memoryBytes: 64 * 1024 ** 2 }))
    expect(unsupported).toEqual([])
    const found = readPolicy(text)
    expect(found.candidates.map(({ grant }) => grant)).toEqual(grants)
    expect(found).toMatchObject({ limits: { memoryBytes: 64 * 1024 ** 2 }, unsupported: [] })
    expect(readPolicy(writePolicy(stored([])).text)).toMatchObject({ candidates: [], unsupported: [] })
  })

  test('names everything that it cannot say, and holds no value', () => {
    const { text, unsupported } = writePolicy(
      stored(
        [
          { kind: 'directory', hostPath: '/a', guestPath: '/b', access: 'read' },
          { kind: 'directory', hostPath: '/x*', guestPath: '/x*', access: 'read' },
          { kind: 'directory', hostPath: 'C:\\Users', guestPath: '/c/Users', access: 'read' },
          { ...host('internal.lan'), private: true } as Grant,
          ...[host('localhost:8080'), host('https://a.com'), host('*')],
          { kind: 'environment', name: 'A', value: 'value-canary' },
          { kind: 'config', key: 'k', value: 'value-canary' },
          { kind: 'secret', secret: 'S', as: 'environment', name: 'S' },
          { kind: 'keyvalue', quotaBytes: 4096 },
        ],
        { callMs: 5000, idleMs: 1000 },
      ),
    )
    expect(text).not.toContain('canary')
    expect(unsupported).toHaveLength(12)
    expect(unsupported.join('\n')).toMatch(
      /another path[^]*asterisk[^]*own network[^]*ports[^]*values[^]*stores[^]*call/,
    )
    expect(grantsOf(text)).toEqual([folder('/a'), folder('C:/Users'), host('internal.lan')])
  })
})
