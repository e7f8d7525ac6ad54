import { expect, it } from 'vitest'
import { ownIcons } from './own-icons.ts'

const svg = 'data:image/svg+xml;base64,PHN2Zy8+'

it('keeps what is drawn in the server itself', () => {
  const icons = [
    { src: svg, mimeType: 'image/svg+xml', sizes: ['any'], theme: 'dark' },
    { src: 'data:image/png;base64,AAAA' },
    { src: 'data:image/svg+xml;charset=utf-8,%3Csvg/%3E' },
    { src: 'DATA:image/webp,AAAA', sizes: '48x48' },
  ]
  expect(ownIcons(icons)).toEqual([
    { src: svg, mimeType: 'image/svg+xml', sizes: ['any'] },
    ...icons.slice(1).map(({ src }) => ({ src })),
  ])
})

it.each([
  ['an address', 'https://example.com/icon.png'],
  ['another kind of data', 'data:text/html,<script>'],
  ['an image that is not among the three', 'data:image/gif;base64,AAAA'],
  ['a script', 'javascript:alert(1)'],
  ['something too large', `data:image/png;base64,${'A'.repeat(64 * 1024)}`],
  ['a number', 7],
])('leaves out %s', (_what, src) => {
  expect(ownIcons([{ src }, { src: svg }])).toEqual([{ src: svg }])
})

it('finds none in what is no list of icons', () => {
  for (const icons of [undefined, null, 'x', {}, [null, 3, []]]) expect(ownIcons(icons)).toEqual([])
  expect(ownIcons(Array(100).fill({ src: svg }))).toHaveLength(8)
})
