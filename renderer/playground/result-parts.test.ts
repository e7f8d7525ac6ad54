import { expect, test } from 'vitest'
import { looksLikeMarkdown, resultParts, treeOf } from './result-parts.ts'

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

test('Markdown is guessed from marks that nothing else has', () => {
  expect(looksLikeMarkdown('# Title\n\nText')).toBe(true)
  expect(looksLikeMarkdown('| a | b |\n|---|---|\n| 1 | 2 |')).toBe(true)
  expect(looksLikeMarkdown('- one\n- two')).toBe(true)
  expect(looksLikeMarkdown('/src/Cargo.toml\n/src/a.rs')).toBe(false)
  expect(looksLikeMarkdown('{"a": "**b**"}')).toBe(false)
})

test('the tree is of what is meant for programs', () => {
  const tree = (result: unknown) => treeOf(result, resultParts(result))
  expect(tree({ content: [], structuredContent: { a: 1 } })).toEqual({ a: 1 })
  expect(tree({ content: [{ type: 'text', text: '{"b":2}' }] })).toEqual({ b: 2 })
  expect(tree({ content: [{ type: 'text', text: 'plain' }] })).toHaveProperty('content')
})
