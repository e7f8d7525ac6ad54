import { expect, test } from 'vitest'
import { serveOptions } from './serve-options.ts'

test('without words: any port, and the browser opens', () => {
  expect(serveOptions([])).toEqual({ port: 0, background: false, open: true, json: false, help: false })
})

test('a host in the background opens nothing', () => {
  expect(serveOptions(['--background', '--home', '/h'])).toMatchObject({ background: true, open: false, home: '/h' })
  expect(serveOptions(['--no-open', '--port', '80'])).toMatchObject({ open: false, port: 80 })
})

test.each([[['--porte', '1']], [['--port', 'x']], [['--port', '70000']], [['--port', '-1']], [['word']], [['--home']]])(
  '%j is refused in one sentence',
  (words) => {
    expect(() => serveOptions(words)).toThrow(/^[^\n]+\.$/)
  },
)
