import { expect, test } from 'vitest'
import { readLine } from './message.ts'
import { findTopLevelId } from './top-level-id.ts'

const broken: [line: string, id: unknown, code: number][] = [
  ['{', null, -32700],
  ['nonsense', null, -32700],
  ['', null, -32700],
  ['{"jsonrpc":"2.0","id":7,"method":"ping"', 7, -32700],
  ['{"jsonrpc":"2.0","id":7,"method":"ping",}', 7, -32700],
  ['{"params":{"id":3},"id":"a\\"b","method":"x" oops}', 'a"b', -32700],
  ['1', null, -32600],
  ['null', null, -32600],
  ['{}', null, -32600],
  ['{"jsonrpc":"1.0","id":1,"method":"ping"}', 1, -32600],
  ['{"id":1,"method":"ping"}', 1, -32600],
  ['{"jsonrpc":"2.0","id":null,"method":"ping"}', null, -32600],
  ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', null, -32600],
  ['{"jsonrpc":"2.0","id":{},"method":"ping"}', null, -32600],
  ['{"jsonrpc":"2.0","id":[1],"method":"ping"}', null, -32600],
  ['{"jsonrpc":"2.0","id":true,"method":"ping"}', null, -32600],
  ['{"jsonrpc":"2.0","id":1,"method":5}', 1, -32600],
  ['{"jsonrpc":"2.0","id":1}', 1, -32600],
  ['{"jsonrpc":"2.0","id":1,"result":5}', 1, -32600],
  ['{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', 1, -32602],
  ['{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":5}}', 1, -32602],
  ['{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"progressToken":{}}}}', 1, -32602],
  [`{"jsonrpc":"2.0","id":4,"method":"x","params":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`, 4, -32600],
]

test.each(broken)('%.60s', (line, id, code) => {
  const message = readLine(line)
  expect(message).toMatchObject({ kind: 'bad', id, error: { code } })
})

test('good ones are sorted', () => {
  expect(readLine('{"jsonrpc":"2.0","id":"a","method":"ping"}').kind).toBe('request')
  expect(readLine('{"jsonrpc":"2.0","method":"notifications/x"}').kind).toBe('notification')
  expect(readLine('{"jsonrpc":"2.0","id":1,"result":{}}').kind).toBe('response')
  expect(readLine('{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}}').kind).toBe('response')
  expect(readLine('[1]')).toEqual({ kind: 'batch', items: [1] })
})

test('depth counts brackets, not what strings contain', () => {
  const text = JSON.stringify('['.repeat(5000) + '\\"{'.repeat(500))
  expect(readLine(`{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":${text}}}`).kind).toBe('request')
  expect(readLine(`{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":${'[],'.repeat(5000)}0}}`).kind).toBe('bad')
  expect(readLine(`{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":[${'[],'.repeat(5000)}0]}}`).kind).toBe('request')
})

test('an id is found in the head of a cut line, and never that of a response', () => {
  expect(findTopLevelId('{"jsonrpc":"2.0","id":12,"method":"tools/call","params":{"x":"' + 'y'.repeat(50))).toBe(12)
  expect(findTopLevelId('{"jsonrpc":"2.0","method":"tools/call","params":{"id":5,"x":"yy')).toBeUndefined()
  expect(findTopLevelId('{"jsonrpc":"2.0","id":12,"result":{"x":"yy')).toBeUndefined()
  expect(findTopLevelId('{"id":12')).toBeUndefined()
  expect(findTopLevelId('{"method":"x","params":{"a":"yyy', 'yyy"},"jsonrpc":"2.0","id":"z"}')).toBe('z')
})
