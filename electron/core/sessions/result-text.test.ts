import { expect, test } from 'vitest'
import type { Json } from './message.ts'
import { resultForLegacy, resultForModern } from './result-text.ts'

const server = { name: 'belljar', version: '1' }
const parse = (body: string) => (JSON.parse(`{${body}}`) as { result: Json }).result
const results: Json[] = [
  {},
  { content: [], isError: true },
  { content: [{ type: 'text', text: '}}"result":{' }], extra: { '\u2028': [1e21, '😀'] } },
  { _meta: { a: 1 }, content: [] },
]
const lines = (result: Json) => [
  JSON.stringify({ jsonrpc: '2.0', id: 1001, result }),
  JSON.stringify({ id: 1001, jsonrpc: '2.0', result }),
  JSON.stringify({ result, id: 1001, jsonrpc: '2.0' }),
  `${JSON.stringify({ jsonrpc: '2.0', id: 1001, result })} `,
  JSON.stringify({ jsonrpc: '2.0', id: 1001, result }, null, 1).replaceAll('\n', ''),
]

test('whatever the line looks like, the result arrives whole', () => {
  for (const result of results)
    for (const line of lines(result)) {
      expect(parse(resultForLegacy(line, result))).toEqual(result)
      expect(parse(resultForModern('tools/call', line, result, server))).toMatchObject({
        ...result,
        resultType: 'complete',
      })
    }
})

test('an older client gets no resultType, a modern one always', () => {
  const result = { resultType: 'complete', content: [] }
  const line = JSON.stringify({ jsonrpc: '2.0', id: 1, result })
  expect(parse(resultForLegacy(line, result))).toEqual({ content: [] })
  expect(parse(resultForModern('tools/call', line, result, server))).toEqual(result)
})

test('what older clients do not know is taken out of the middle of a result, wherever it stands', () => {
  const info = { 'io.modelcontextprotocol/serverInfo': { name: 'a', version: '1' } }
  for (const result of [
    { content: [], resultType: 'complete', _meta: info },
    { content: [], resultType: 'complete' },
    { resultType: 'complete', content: [], _meta: info },
    { content: [{ a: 1, resultType: 'complete' }], resultType: 'complete' },
    { resultType: 'complete', content: [{ a: 1, resultType: 'complete' }] },
    { content: [{ type: 'text', text: ',"resultType":"complete"}' }], resultType: 'complete', _meta: { x: [1] } },
    { resultType: 'complete' },
  ] as Json[]) {
    const rest = { ...result }
    delete rest['resultType']
    expect(parse(resultForLegacy(JSON.stringify({ jsonrpc: '2.0', id: 1, result }), result))).toEqual(rest)
  }
})

test('numbers are what the guest wrote', () => {
  for (const line of [
    '{"jsonrpc":"2.0","id":1,"result":{"n":9007199254740993,"resultType":"complete"}}',
    '{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","n":9007199254740993}}',
    '{"result":{"_meta":{},"n":9007199254740993},"jsonrpc":"2.0","id":1}',
  ]) {
    const { result } = JSON.parse(line) as { result: Json }
    expect(resultForLegacy(line, result)).toContain('"n":9007199254740993')
    expect(resultForModern('tools/call', line, result, server)).toContain('"n":9007199254740993')
  }
})

test('what may be cached says for how long', () => {
  for (const result of [
    { contents: [] },
    { contents: [], resultType: 'complete' },
    { contents: [], _meta: { x: 1 } },
  ] as Json[]) {
    const line = JSON.stringify({ jsonrpc: '2.0', id: 1, result })
    expect(parse(resultForModern('resources/read', line, result, server))).toMatchObject({
      ...result,
      resultType: 'complete',
      ttlMs: 0,
      cacheScope: 'private',
    })
  }
})
