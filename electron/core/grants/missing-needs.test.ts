import { describe, expect, it } from 'vitest'
import { needsSchema, type Grant } from '../../../shared/grants.ts'
import { missingNeeds } from './missing-needs.ts'

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

  it.each([
    ['*', 'api.example.com', true],
    ['https://api.example.com', 'api.example.com', true],
    ['api.example.com:8443', 'api.example.com', false],
    ['api.example.com', 'https://api.example.com', true],
    ['http://api.example.com', 'https://api.example.com', false],
    ['*.example.com', '*.example.com', true],
    ['api.example.com', '*.example.com', false],
    ['localhost:*', 'localhost:8080', true],
    ['localhost:8080', 'http://localhost:9090', false],
  ])('%s covers %s: %s', (granted, pattern, covered) => {
    expect(texts({ hosts: [{ pattern, required }] }, host(granted))).toEqual(covered ? [] : [`the host ${pattern}`])
  })
})
