import { expect, it } from 'vitest'
import { grantSchema } from '../../shared/grant-schema.ts'
import type { Grant, GrantSuggestion } from '../../shared/grants.ts'
import { draftKinds, draftOf, draftOfGrant, emptyDraft, grantOf } from './draft.ts'

const grants: Grant[] = [
  { kind: 'directory', hostPath: '/data', guestPath: '/data', access: 'write' },
  { kind: 'directory', hostPath: '/data', guestPath: '/seen', access: 'read' },
  { kind: 'host', pattern: 'https://*.example.com:8443', private: true },
  { kind: 'environment', name: 'UNITS', value: ' two spaces ' },
  { kind: 'pass-through', name: 'LANG' },
  { kind: 'config', key: 'a.b', value: '' },
  { kind: 'secret', secret: 'key', as: 'config', name: 'api-key' },
  { kind: 'keyvalue', quotaBytes: 1.5 * 1024 * 1024 },
]

it('changes nothing of a grant that is opened and kept', () => {
  for (const grant of grants) expect(grantOf(draftOfGrant(grant))).toEqual({ grant })
})

it('never sends the host what its schema refuses', () => {
  for (const { kind } of draftKinds) {
    const meant = grantOf(emptyDraft(kind))
    if ('grant' in meant) expect(grantSchema.safeParse(meant.grant).success, kind).toBe(true)
  }
})

it('asks for the secret itself only where it is new', () => {
  const suggestion: GrantSuggestion = { kind: 'environment', name: 'OPENAI KEY', secret: true }
  const fresh = draftOf(suggestion)
  expect(fresh).toMatchObject({ kind: 'secret', fresh: true, secret: 'OPENAI_KEY', name: 'OPENAI KEY' })
  expect(grantOf(fresh)).toMatchObject({ mistake: { field: 'value' } })
  expect(grantOf({ ...fresh, fresh: false } as typeof fresh)).toMatchObject({ grant: { secret: 'OPENAI_KEY' } })
})

it('names the field that lacks something', () => {
  expect(grantOf({ kind: 'directory', path: '  ', access: 'read', guestPath: '/x' })).toMatchObject({
    mistake: { field: 'main' },
  })
  expect(grantOf({ kind: 'secret', secret: 'k', fresh: false, value: '', as: 'environment', name: '' })).toMatchObject({
    mistake: { field: 'name' },
  })
  expect(
    grantOf({ kind: 'secret', secret: 'no spaces', fresh: true, value: 'x', as: 'config', name: 'n' }),
  ).toMatchObject({ mistake: { field: 'main' } })
  for (const megabytes of ['', '0', '-1', 'much', '1e9'])
    expect(grantOf({ kind: 'keyvalue', megabytes })).toMatchObject({ mistake: { field: 'main' } })
})
