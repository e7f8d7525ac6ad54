import { expect, test } from 'vitest'
import { keepExact, paramsText, restate } from './exact-numbers.ts'
import type { Json } from './message.ts'

const whole = (line: string) => restate(line, (message) => message)

test('numbers stay as they are written', () => {
  for (const line of [
    '{"a":9007199254740993,"b":[-12345678901234567890,0.12345678901234567,12345678901234567e-3],"c":1}',
    '{"9007199254740993":"9007199254740993","text":"say \\"9007199254740993\\" \\\\","n":9007199254740993}',
    '{"quotes":"\\\\\\"1234567890123456","n":[[[1234567890123456]]]}',
  ])
    expect(whole(line)).toBe(line)
  expect(whole(' { "a" : 9007199254740993 } ')).toBe('{"a":9007199254740993}')
})

test('a line without long numbers is left to JSON', () => {
  expect(whole('{"a":900719925474099,"b":1.5}')).toBeUndefined()
})

test('arguments are sent on as they came', () => {
  const line = '{"params":{"name":"x","arguments":{"n":9007199254740993,"s":"é"},"_meta":{"progressToken":1}}}'
  const { params } = JSON.parse(line) as { params: Json }
  keepExact(line, params['arguments'])
  expect(paramsText({ ...params, name: 'y' })).toBe(
    '{"name":"y","_meta":{"progressToken":1},"arguments":{"n":9007199254740993,"s":"é"}}',
  )
  expect(paramsText({ arguments: params['arguments'] })).toBe('{"arguments":{"n":9007199254740993,"s":"é"}}')
  expect(paramsText({ name: 'z', arguments: { n: 1 } })).toBe('{"name":"z","arguments":{"n":1}}')
})
