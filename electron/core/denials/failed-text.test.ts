import { expect, it } from 'vitest'
import { failedText } from './failed-text.ts'

const result = {
  content: [
    { type: 'text', text: 'open /etc/hosts:' },
    { type: 'text', text: 'denied' },
  ],
  isError: true,
}

it.each([
  [{ outcome: 'tool-error', result }, 'open /etc/hosts: denied'],
  [{ outcome: 'error', result: { code: -32603, message: 'no such file' } }, 'no such file'],
  [{ outcome: 'error', result: { code: 1 } }, undefined],
  [{ outcome: 'error', result }, undefined],
  [{ outcome: 'error' }, undefined],
  [{ outcome: 'answered', result }, undefined],
  [{ outcome: 'trapped', reason: 'It trapped.' }, undefined],
])('finds a server’s own words in %j', (outcome, text) => {
  expect(failedText(outcome)).toBe(text)
})
