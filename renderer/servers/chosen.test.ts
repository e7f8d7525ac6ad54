import { expect, it } from 'vitest'
import { between } from './chosen.ts'
import { matches } from './matches.ts'

const list = ['a', 'b', 'c', 'd']

it('takes all from one row to another, whichever comes first', () => {
  expect(between(list, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(between(list, 'd', 'b')).toEqual(['b', 'c', 'd'])
  expect(between(list, 'c', 'c')).toEqual(['c'])
})

it('takes the row alone where the other is gone from the list', () => {
  expect(between(list, 'gone', 'c')).toEqual(['c'])
})

it('finds a server by every word of its name, tools and folders', () => {
  const tool = { name: 'read_file', clientName: 'read_file', inputSchema: {}, enabled: true }
  const folder = { kind: 'directory', hostPath: '/home/ada/notes', guestPath: '/notes', access: 'read' } as const
  const server = { name: 'files', description: 'Reads', tools: [tool], grants: [folder] }
  for (const words of ['', 'FILES', 'read_f', 'ada/notes', 'files notes']) expect(matches(server, words)).toBe(true)
  expect(matches(server, 'files music')).toBe(false)
})
