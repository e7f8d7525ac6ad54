import { expect, test } from 'vitest'
import { mayOpen } from './may-open.ts'

test.each(['https://example.com/a?b#c', 'mailto:first.last+tag@example.com', 'MAILTO:me@localhost'])('%s', (url) => {
  expect(mayOpen(url)).toBe(true)
})

test.each([
  ...[
    'http://example.com',
    'https://user:word@example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'belljar://quit',
  ],
  ...['mailto:', 'mailto:a', 'mailto:a@b.example?attach=/etc/passwd', 'mailto:a@b.example,c@d.example'],
  ...[
    'mailto:-oProxy@b.example b',
    'mailto:a@b.example%0A',
    'mailto:a@b..example',
    'mailto:%61@b.example',
    `https://${'a'.repeat(2100)}`,
  ],
])('not %s', (url) => {
  expect(mayOpen(url)).toBe(false)
})
