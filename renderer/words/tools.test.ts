import { expect, test } from 'vitest'
import { does, hintsOf } from './tools.ts'

test.each([
  ['read_file', { readOnlyHint: true }, 'reads'],
  ['write_file', { readOnlyHint: false, destructiveHint: true }, 'changes'],
  ['edit_file', { destructiveHint: true }, 'changes'],
  ['delete_file', { destructiveHint: true }, 'deletes'],
  ['removeAll', { destructiveHint: true }, 'deletes'],
  ['move_file', { readOnlyHint: false, destructiveHint: true }, 'changes'],
  ['create_directory', { readOnlyHint: false, destructiveHint: false }, 'writes'],
  ['confirm', { destructiveHint: true }, 'changes'],
  ['odd', {}, undefined],
  ['odd', undefined, undefined],
] as const)('%s with %j', (name, annotations, said) => {
  expect(does({ name, ...(annotations && { annotations }) })).toBe(said)
})

test('all four hints are told, also those that are not said', () => {
  expect(hintsOf({}).map(({ value }) => value)).toEqual(['not said', 'not said', 'not said', 'not said'])
  expect(hintsOf({ annotations: { readOnlyHint: true } })[1]?.meaning).toMatch(/Means nothing/)
})
