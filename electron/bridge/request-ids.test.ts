import { expect, test } from 'vitest'
import { requestIds } from './request-ids.ts'

test.each([
  ['{"jsonrpc":"2.0","id":1,"method":"ping"}', ['1']],
  [' { "method" : "m" , "id" : "a\\"b\\u00e9" } \r', ['"a\\"b\\u00e9"']],
  ['{"id":12345678901234567890,"method":"m"}', ['12345678901234567890']],
  ['{"id":-1.50e+3,"method":"m"}', ['-1.50e+3']],
  ['{"params":{"id":7,"x":["}",{"id":8}]},"method":"m","id":9}', ['9']],
  ['{"\\u0069d":3,"m\\u0065thod":"m"}', ['3']],
  ['{"id":1,"id":2,"method":"m"}', ['2']],
  ['[{"id":1,"method":"a"},{"method":"b"},3,{"id":"x","method":"c"},{"id":2,"result":[]}]', ['1', '"x"']],
])('finds the id as it was written: %s', (line, ids) => {
  expect(requestIds(line)).toEqual(ids)
})

test.each([
  '{"jsonrpc":"2.0","method":"notifications/initialized"}',
  '{"jsonrpc":"2.0","id":1,"result":{"method":"x"}}',
  '{"id":null,"method":"m"}',
  '{"id":{"a":1},"method":"m"}',
  '{}',
  '[]',
  '3',
])('answers nothing to %s', (line) => {
  expect(requestIds(line)).toEqual([])
})

test.each(['', '{', '{"id":1,"method":"m"}}', '{"id":01,"method":"m"}', '[1,]', 'hello'])('is no JSON: %s', (line) => {
  expect(requestIds(line)).toBeUndefined()
})

test('takes a depth that no stack would', () => {
  const deep = `{"id":5,"p":${'['.repeat(50_000)}${']'.repeat(50_000)},"method":"m"}`
  expect(requestIds(deep)).toEqual(['5'])
})
