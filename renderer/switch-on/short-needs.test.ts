import { expect, it } from 'vitest'
import { needsSchema } from '../../shared/grant-schema.ts'
import { missingNeeds } from '../../shared/missing-needs.ts'
import { shortNeeds } from './short-needs.ts'

const required = true

it.each([
  [{ directories: [{ required }] }, 'a folder'],
  [{ directories: [{ required }, { required, access: 'write' }] }, '2 folders'],
  [{ hosts: [{ pattern: '*', required }] }, 'hosts'],
  [{ hosts: [{ pattern: 'a.example', required }], environment: [{ name: 'K', secret: true, required }] }, 'a key'],
  [
    {
      directories: [{ required }],
      environment: [{ name: 'MODE', required }],
      config: [{ key: 'k', secret: true, required }],
      keyvalue: { required },
    },
    'a folder, a key, a value and a store',
  ],
  [{ hosts: [{ pattern: 'a.example', required }] }, 'a host'],
  [{ directories: [{}] }, ''],
])('says %j', (needs, words) => {
  expect(shortNeeds(missingNeeds(needsSchema.parse(needs), []))).toBe(words)
})
