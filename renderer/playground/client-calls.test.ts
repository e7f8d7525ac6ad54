import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { asCommand, asRequest, asTypeScript } from './client-calls.ts'

const call = {
  ...{ server: 'my-files', clientName: 'find_files', tool: 'search files; rm -rf ~' },
  json: '{\n  "path": "it\'s $HOME `x` \\"q\\"\\n",\n  "n": 9007199254740993\n}',
}

test('a shell reads the command as the words that were meant', () => {
  const script = `belljar() { printf '%s\\0' "$@"; }\n${asCommand(call)}`
  const words = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
  expect(words.slice(0, -1)).toEqual(['call', 'my-files', 'search files; rm -rf ~', '--args'])
  expect(JSON.parse(words.at(-1) ?? '')).toEqual(JSON.parse(call.json))
  expect(words.at(-1)).toContain('9007199254740993')
})

test('a request is one line of JSON-RPC with the name that clients see and every digit', () => {
  const line = asRequest(call)
  expect(line).not.toContain('\n')
  expect(JSON.parse(line)).toMatchObject({ method: 'tools/call', params: { name: 'find_files' } })
  expect(line).toContain('"n": 9007199254740993')
})

test('the snippet is an expression of the arguments', () => {
  expect(asTypeScript({ ...call, json: '{\n  "a": 1\n}' })).toBe(
    'const result = await client.callTool({\n  name: "find_files",\n  arguments: {\n    "a": 1\n  },\n})\n',
  )
})
