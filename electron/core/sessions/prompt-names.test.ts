import { expect, test } from 'vitest'
import { promptNameForClients } from './prompt-names.ts'

test('prompts change only when they collide', () => {
  const taken =
    (...names: string[]) =>
    (name: string) =>
      names.includes(name)
  expect(promptNameForClients('a b', 's', taken())).toBe('a b')
  expect(promptNameForClients('a b', 's', taken('a b'))).toBe('s_a b')
  expect(promptNameForClients('a', 's', taken('a', 's_a'))).toBe('s_a_2')
})
