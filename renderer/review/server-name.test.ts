import { expect, it } from 'vitest'
import { nameMistake } from './server-name.ts'

it.each([
  ['time', null],
  ['a-1', null],
  ['', 'It needs a name.'],
  ['Time', 'Small letters, digits and hyphens only.'],
  ['-time', 'Small letters, digits and hyphens only.'],
  ['x'.repeat(33), 'At most 32 characters.'],
  ['taken', 'There is a server of this name.'],
])('%s: %s', (name, mistake) => {
  expect(nameMistake(name, [{ name: 'taken' }])).toBe(mistake)
})
