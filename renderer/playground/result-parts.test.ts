import { expect, test } from 'vitest'
import { resultParts, treeOf } from './result-parts.ts'

const kinds = (...content: unknown[]) => resultParts({ content }).parts.map(({ kind }) => kind)

test('every kind of content has its way to be shown', () => {
  expect(
    kinds(
      { type: 'text', text: 'x' },
      { type: 'image', mimeType: 'image/png', data: 'iVBORw0KGgo=' },
      { type: 'audio', mimeType: 'audio/wav', data: 'UklGRg==' },
      { type: 'resource_link', uri: 'file:///a', name: 'a' },
      { type: 'resource', resource: { uri: 'file:///b', text: 'b' } },
      { type: 'resource', resource: { uri: 'file:///c', blob: 'AAAA', mimeType: 'application/pdf' } },
      { type: 'hologram', data: 1 },
    ),
  ).toEqual(['text', 'image', 'audio', 'link', 'text', 'blob', 'other'])
})

test('what could act as a document, or is no base64, is never a picture', () => {
  expect(
    kinds(
      { type: 'image', mimeType: 'image/svg+xml', data: 'PHN2Zz4=' },
      { type: 'image', mimeType: 'text/html', data: 'PHN2Zz4=' },
      { type: 'image', mimeType: 'image/png', data: '"><script>' },
      { type: 'image', mimeType: 'image/png;charset=x', data: 'AAAA' },
    ),
  ).toEqual(['other', 'other', 'other', 'other'])
})

test('anything at all is a result', () => {
  for (const odd of [null, 1, [], {}, { content: 'x' }, { content: [null, 1, {}] }])
    expect(() => resultParts(odd)).not.toThrow()
})

test('base64 of any length is looked through once', () => {
  const png = (data: string) => resultParts({ content: [{ type: 'image', mimeType: 'image/png', data }] }).parts[0]
  expect(png('iVBO\nRw==\n')).toMatchObject({ kind: 'image', data: 'iVBORw==', bytes: 4 })
  expect(png('AA=A')).toMatchObject({ kind: 'other' })
  expect(png('AA===')).toMatchObject({ kind: 'other' })
  const began = performance.now()
  for (const piece of [' ', '=', '= ']) png(`${piece.repeat(200_000)}!`)
  resultParts({ content: [{ type: 'resource', resource: { uri: 'a', blob: `${'='.repeat(400_000)}!` } }] })
  expect(performance.now() - began).toBeLessThan(2000)
})

test('the tree is of what is meant for programs', () => {
  const tree = (result: unknown) => treeOf(result, resultParts(result))
  expect(tree({ content: [], structuredContent: { a: 1 } })).toEqual({ a: 1 })
  expect(tree({ content: [{ type: 'text', text: '{"b":2}' }] })).toEqual({ b: 2 })
  expect(tree({ content: [{ type: 'text', text: 'plain' }] })).toHaveProperty('content')
})
