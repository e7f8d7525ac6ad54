import { expect, it } from 'vitest'
import { needsSchema } from '../../shared/grant-schema.ts'
import { missingNeeds } from '../../shared/missing-needs.ts'
import { missingWords } from './missing-words.ts'

const required = true
const words = (needs: unknown) =>
  missingWords({ name: 's', missing: missingNeeds(needsSchema.parse(needs), []) }).split('\n')

it('says what it is for, and the exact commands', () => {
  expect(words({ directories: [{ access: 'write', required, reason: 'Your notes' }] })).toEqual([
    'It says that it needs:',
    '  a folder to read and change: Your notes',
    '    belljar grant s dir FOLDER --write',
    '',
  ])
  expect(words({ hosts: [{ pattern: '*', required }] }).slice(1, 4)).toEqual([
    '  hosts',
    '    belljar grant s host HOST',
    "    belljar grant s host '*'   (every public site)",
  ])
})

it('stores a secret before it is granted', () => {
  expect(words({ environment: [{ name: 'API_KEY', secret: true, required }] }).slice(2, 4)).toEqual([
    '    belljar secret set API_KEY',
    '    belljar grant s secret API_KEY',
  ])
  expect(words({ config: [{ key: 'api key', secret: true, required }] }).slice(2, 4)).toEqual([
    '    belljar secret set api_key',
    "    belljar grant s secret api_key --config 'api key'",
  ])
})

it('says which alternatives there are', () => {
  const hosts = ['A', 'B', 'C'].map((choice) => ({ pattern: `${choice}.example`, required, choice }))
  expect(words({ hosts }).at(-2)).toBe('That is for A; B or C will do instead.')
})

it('says nothing of a server that has all it needs', () => {
  expect(missingWords({ name: 's', missing: [] })).toBe('')
})
