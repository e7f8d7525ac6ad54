import { expect, test } from 'vitest'
import type { Entry } from './entry.ts'
import { find } from './find.ts'

const entry = (kind: Entry['kind'], text: string, part: Partial<Entry> = {}): Entry => ({
  ...{ key: `${kind} ${text}`, kind, text, icon: 'ok', run: () => undefined },
  ...part,
})
const screen = entry('Screen', 'Calls', { key: 'calls' })
const server = entry('Server', 'filesystem', { second: 'Reads, writes and searches files' })
const tool = entry('Tool', 'find_files', { second: 'filesystem' })
const off = entry('Action', 'Switch off filesystem', { also: 'disable turn off' })
const tab = entry('Tab', 'filesystem: Grants')
const all = [screen, off, tab, tool, server]

const texts = (search: string, recent: string[] = []) =>
  find(all, search, recent).flatMap(({ items }) => items.map(({ text }) => text))

test('a few letters find what they are in, the whole before its parts', () => {
  expect(texts('filesystem')[0]).toBe('filesystem')
  expect(texts('fifi')[0]).toBe('find_files')
  expect(texts('grants')[0]).toBe('filesystem: Grants')
  expect(texts('disable')).toEqual(['Switch off filesystem'])
  expect(texts('off filesystem')[0]).toBe('Switch off filesystem')
  expect(texts('qqqq')).toEqual([])
})

test('what was used lately comes first among equals', () => {
  const twins = [entry('Tool', 'read_file', { key: 'a' }), entry('Tool', 'read_file', { key: 'b' })]
  expect(find(twins, 'read', ['b'])[0]?.items[0]?.key).toBe('b')
  expect(find(twins, 'read', ['a'])[0]?.items[0]?.key).toBe('a')
})

test('before a letter is typed: what was used last, then screens and servers', () => {
  const groups = find(all, ' ', [tool.key, 'gone'])
  expect(groups.map(({ value }) => value)).toEqual(['Used last', 'Go to', 'Servers'])
  expect(groups[0]?.items).toEqual([tool])
})

test('thousands of entries give few lines', () => {
  const many = Array.from({ length: 5000 }, (_, i) => entry('Tool', `tool_${i}`, { key: `t${i}` }))
  expect(find(many, 'tool', [])[0]?.items.length).toBeLessThanOrEqual(50)
})
