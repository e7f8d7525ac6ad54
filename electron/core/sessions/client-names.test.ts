import { expect, test } from 'vitest'
import { nameForClients, promptNameForClients } from './client-names.ts'

const free = () => false
const taken = (...names: string[]) => {
  const set = new Set(names)
  return (name: string) => set.has(name)
}

test('a tool keeps its own name where nobody else has it', () => {
  expect(nameForClients('get_current_time', 'time', free)).toBe('get_current_time')
})

test('a name that is taken gets the server in front, and a number when that is taken too', () => {
  expect(nameForClients('echo', 'b', taken('echo'))).toBe('b_echo')
  expect(nameForClients('echo', 'b', taken('echo', 'b_echo'))).toBe('b_echo_2')
  expect(nameForClients('echo', 'b', taken('echo', 'b_echo', 'b_echo_2'))).toBe('b_echo_3')
})

test('every name fits what all clients take', () => {
  for (const name of ['a.b/c d', 'ü', '', 'x'.repeat(200), 'tool:'.repeat(40)])
    for (const used of [
      free,
      taken(nameForClients(name, 'server', free)),
      taken('x'.repeat(64), 'server_' + 'x'.repeat(57)),
    ])
      expect(nameForClients(name, 'server', used)).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
})

test('long names that differ only at their end stay different', () => {
  const first = nameForClients(`${'x'.repeat(80)}1`, 's', free)
  expect(nameForClients(`${'x'.repeat(80)}2`, 's', taken(first))).not.toBe(first)
})

test('prompts change only when they collide', () => {
  expect(promptNameForClients('a b', 's', free)).toBe('a b')
  expect(promptNameForClients('a b', 's', taken('a b'))).toBe('s_a b')
  expect(promptNameForClients('a', 's', taken('a', 's_a'))).toBe('s_a_2')
})
