import { describe, expect, it } from 'vitest'
import { needsSchema } from './grant-schema.ts'
import type { Grant } from './grants.ts'
import { choicesOf, lacking, missingNeeds, nearestChoice } from './missing-needs.ts'

const folder = (access: 'read' | 'write', guestPath = '/a'): Grant => ({
  kind: 'directory',
  hostPath: '/a',
  guestPath,
  access,
})
const host = (pattern: string): Grant => ({ kind: 'host', pattern, private: false })
const texts = (needs: unknown, ...grants: Grant[]) =>
  missingNeeds(needsSchema.parse(needs), grants).map(({ text }) => text)
const required = true

describe('missingNeeds', () => {
  it('names what is required and not granted, and nothing else', () => {
    const needs = {
      directories: [{ required, reason: 'It reads notes.' }, { access: 'write' }],
      hosts: [{ pattern: 'api.example.com', required }, { pattern: 'other.example' }],
      environment: [{ name: 'KEY', secret: true, required }, { name: 'MODE', required }, { name: 'X' }],
      config: [{ key: 'region', required }],
      keyvalue: { required },
    }
    expect(texts(needs)).toEqual([
      'a folder to read',
      'the host api.example.com',
      'a secret as KEY',
      'the variable MODE',
      'the configuration value region',
      'a store of its own',
    ])
    expect(missingNeeds(needsSchema.parse(needs), [])[0]).toEqual({
      kind: 'directory',
      text: 'a folder to read',
      required: true,
      reason: 'It reads notes.',
      suggest: { kind: 'directory', access: 'read' },
    })
    const all: Grant[] = [
      folder('write'),
      host('*.example.com'),
      { kind: 'secret', secret: 's', as: 'environment', name: 'KEY' },
      { kind: 'pass-through', name: 'MODE' },
      { kind: 'secret', secret: 's', as: 'config', name: 'region' },
      { kind: 'keyvalue', quotaBytes: 4096 },
    ]
    expect(texts(needs, ...all)).toEqual([])
    expect(texts({})).toEqual([])
  })

  it('wants a folder for each need, and one that may be changed where that is needed', () => {
    const needs = { directories: [{ required }, { access: 'write', required }] }
    expect(texts(needs, folder('write'))).toEqual(['a folder to read'])
    expect(texts(needs, folder('read'))).toEqual(['a folder to read and change'])
    expect(texts(needs, folder('write'), folder('read', '/b'))).toEqual([])
  })

  it('takes less than was asked for as an answer', () => {
    expect(texts({ directories: [{ access: 'write', required }] }, folder('read'))).toEqual([])
    expect(texts({ hosts: [{ pattern: '*', required }] })).toEqual(['hosts'])
    expect(texts({ hosts: [{ pattern: '*', required }] }, host('docs.example.com'))).toEqual([])
    expect(texts({ hosts: [{ pattern: 'https://*', required }] }, host('http://localhost:8080'))).toEqual([])
  })

  it.each([
    ['*', 'api.example.com', true],
    ['https://api.example.com', 'api.example.com', true],
    ['api.example.com:8443', 'api.example.com', false],
    ['api.example.com', 'https://api.example.com', true],
    ['http://api.example.com', 'https://api.example.com', false],
    ['*.example.com', '*.example.com', true],
    ['api.example.com', '*.example.com', true],
    ['*.api.example.com', '*.example.com', true],
    ['*.example.com', '*.api.example.com', true],
    ['example.com', '*.example.com', false],
    ['api.other.com', '*.example.com', false],
    ['localhost:*', 'localhost:8080', true],
    ['localhost:8080', 'http://localhost:9090', false],
  ])('%s covers %s: %s', (granted, pattern, covered) => {
    expect(texts({ hosts: [{ pattern, required }] }, host(granted))).toEqual(covered ? [] : [`the host ${pattern}`])
  })
})

describe('alternatives', () => {
  const needs = needsSchema.parse({
    hosts: [
      { pattern: 'api.a.example', required, choice: 'A' },
      { pattern: 'api.b.example', required, choice: 'B' },
    ],
    environment: [
      { name: 'A_KEY', secret: true, required, choice: 'A' },
      { name: 'B_KEY', secret: true, required, choice: 'B' },
      { name: 'B_REGION', choice: 'B' },
      { name: 'MODE' },
    ],
  })
  const key = (name: string): Grant => ({ kind: 'secret', secret: 'k', as: 'environment', name })
  const missing = (...grants: Grant[]) => missingNeeds(needs, grants).map(({ text }) => text)

  it('asks for the first where none is begun, and says that another would do', () => {
    expect(choicesOf(needs)).toEqual(['A', 'B'])
    expect(missing()).toEqual(['the host api.a.example', 'a secret as A_KEY'])
    expect(missingNeeds(needs, []).map(({ choice }) => choice)).toEqual(Array(2).fill({ name: 'A', or: ['B'] }))
  })

  it('asks for the rest of the one that is nearest, and for nothing once one is whole', () => {
    expect(missing(key('B_KEY'))).toEqual(['the host api.b.example'])
    expect(missing(key('B_REGION'))).toEqual(['the host api.b.example', 'a secret as B_KEY'])
    expect(missing(key('B_KEY'), host('api.b.example'))).toEqual([])
    expect(missing(key('B_KEY'), host('api.b.example'), key('A_KEY'))).toEqual([])
    expect(nearestChoice(needs, [key('MODE')])).toBe('A')
  })

  it('has what may be given besides, of one alternative only', () => {
    const all = (choice: string) => lacking(needs, [key('MODE')], choice).map(({ text, required }) => [text, required])
    expect(all('B')).toEqual([
      ['the host api.b.example', true],
      ['a secret as B_KEY', true],
      ['the variable B_REGION', false],
    ])
    expect(all('A')).toHaveLength(2)
  })

  it('counts what belongs to no alternative in any case', () => {
    const more = { ...needs, directories: [{ access: 'read' as const, required }] }
    expect(missingNeeds(more, [key('B_KEY'), host('api.b.example')]).map(({ text }) => text)).toEqual([
      'a folder to read',
    ])
    expect(missingNeeds(more, [folder('read')]).map(({ text }) => text)).toEqual(missing())
    expect(nearestChoice(more, [folder('read')])).toBe('A')
  })

  it('has none where nothing is a choice, and is content where an alternative requires nothing', () => {
    expect(nearestChoice(needsSchema.parse({}), [])).toBeUndefined()
    const free = needsSchema.parse({
      hosts: [
        { pattern: 'a.example', required, choice: 'online' },
        { pattern: 'b.example', choice: 'offline' },
      ],
    })
    expect(missingNeeds(free, [])).toEqual([])
  })
})
