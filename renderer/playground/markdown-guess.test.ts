import { expect, test } from 'vitest'
import { looksLikeMarkdown } from './markdown-guess.ts'

test('Markdown is guessed from marks that nothing else has', () => {
  expect(looksLikeMarkdown('# Title\n\nText')).toBe(true)
  expect(looksLikeMarkdown('| a | b |\n|---|---|\n| 1 | 2 |')).toBe(true)
  expect(looksLikeMarkdown('- one\n- two')).toBe(true)
  expect(looksLikeMarkdown('see [the page](https://example.org/a)')).toBe(true)
  expect(looksLikeMarkdown('/src/Cargo.toml\n/src/a.rs')).toBe(false)
  expect(looksLikeMarkdown('{"a": "**b**"}')).toBe(false)
})

test('what is made to be hard to draw is text', () => {
  expect(looksLikeMarkdown(`# Title\n${'> '.repeat(20)}deep`)).toBe(true)
  for (const marker of ['>', '> ', '- ', ' * ', '1. ', '> 2) '])
    expect(looksLikeMarkdown(`# Title\n${marker.repeat(5000)}deep`), marker).toBe(false)
  expect(looksLikeMarkdown(`# Title\n${'a'.repeat(60_000)}`)).toBe(false)
})
