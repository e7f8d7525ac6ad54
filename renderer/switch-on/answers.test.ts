import { describe, expect, it } from 'vitest'
import { needsSchema } from '../../shared/grant-schema.ts'
import { lacking } from '../../shared/missing-needs.ts'
import { answerFor, draftsOf, keyOf, sitesIn, type Answer } from './answers.ts'

const required = true
const needsOf = (needs: unknown) => lacking(needsSchema.parse(needs), [])
const first = (needs: unknown): Answer => {
  const [need] = needsOf(needs)
  if (!need) throw new Error('it asks for nothing')
  return answerFor(need)
}
const drafts = (answer: Answer, names: string[] = []) => draftsOf(answer, true, names)

describe('a folder', () => {
  const answer = first({ directories: [{ access: 'write', required }] })

  it('is what was asked for, until less is chosen', () => {
    expect(answer).toMatchObject({ kind: 'folders', most: 'write', folders: [{ access: 'write', path: '' }] })
  })

  it('may be several; empty lines beside a filled one do not count', () => {
    const folder = { kind: 'directory', path: '/a', access: 'read', guestPath: '' } as const
    const two = { ...answer, folders: [{ ...folder, path: ' ' }, folder] } as Answer
    expect(drafts(two)).toEqual([folder])
    expect(drafts(answer)).toHaveLength(1)
    expect(draftsOf(answer, false, [])).toEqual([])
  })
})

describe('hosts', () => {
  it('are never all public ones without the person having said so', () => {
    const answer = first({ hosts: [{ pattern: '*', required }] })
    expect(answer).toEqual({ kind: 'sites', which: 'some', pattern: '*', list: '' })
    expect(drafts(answer)).toMatchObject([{ kind: 'host', pattern: '' }])
    expect(drafts({ ...answer, which: 'any' } as Answer)).toMatchObject([{ kind: 'host', pattern: '*' }])
    expect(first({ hosts: [{ pattern: 'https://*' }] })).toMatchObject({ which: 'none', pattern: 'https://*' })
  })

  it('that are named need only a yes', () => {
    const answer = first({ hosts: [{ pattern: 'api.example.com', required }] })
    expect(drafts(answer)).toMatchObject([{ kind: 'host', pattern: 'api.example.com' }])
    expect(drafts({ ...answer, on: false } as Answer)).toEqual([])
    expect(first({ hosts: [{ pattern: 'api.example.com' }] })).toMatchObject({ on: false })
  })

  it('are read one to a word, without what follows a site in an address', () => {
    expect(sitesIn(' docs.example.com\nhttps://Example.com/a/b?c#d, *.x.org; x.org/y  docs.example.com')).toEqual([
      'docs.example.com',
      'https://example.com',
      '*.x.org',
      'x.org',
    ])
    expect(sitesIn(' \n')).toEqual([])
    expect(sitesIn('https://docs.example.com')).toEqual(['https://docs.example.com'])
    expect(sitesIn('ftp://x.org/y https:// /etc')).toEqual(['ftp:', 'https://', '/etc'])
    expect(sitesIn('http://[::1]:8080/x')).toEqual(['http://[::1]:8080'])
  })
})

describe('a secret', () => {
  const answer = first({ environment: [{ name: 'API_KEY', secret: true, required }] })

  it('is a new one, or the stored one of the same name', () => {
    expect(drafts(answer)).toMatchObject([{ secret: 'API_KEY', fresh: true, name: 'API_KEY', as: 'environment' }])
    expect(drafts(answer, ['API_KEY'])).toMatchObject([{ secret: 'API_KEY', fresh: false, name: 'API_KEY' }])
    const other = { ...answer, which: 'stored', stored: 'other' } as Answer
    expect(drafts(other, ['other'])).toMatchObject([{ secret: 'other', fresh: false, value: '', name: 'API_KEY' }])
    expect(drafts({ ...answer, which: 'new' } as Answer, ['API_KEY'])).toMatchObject([{ fresh: true }])
  })

  it('that may be left out is given only where somebody gave it', () => {
    expect(draftsOf(answer, false, [])).toEqual([])
    expect(draftsOf(answer, false, ['API_KEY'])).toEqual([])
    expect(draftsOf({ ...answer, which: 'stored' } as Answer, false, ['API_KEY'])).toHaveLength(1)
  })
})

it('keeps apart what is alike', () => {
  const needs = needsOf({
    directories: [{}, {}],
    environment: [{ name: 'A' }, { name: 'A', secret: true }],
    config: [{ key: 'A' }],
    keyvalue: {},
  })
  expect(new Set(needs.map(keyOf)).size).toBe(6)
})
