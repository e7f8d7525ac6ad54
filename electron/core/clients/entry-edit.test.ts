import { getNodeValue, parseTree } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { follow, Unreadable } from './config-tree.ts'
import { putEntry, putEntryText, readEntry, removeEntry } from './entry-edit.ts'

const spot = { key: ['mcpServers'], name: 'belljar' }
const ours = { command: '/home/ada/.local/share/belljar/bin/belljar-bridge', args: ['all'] }

/** Files as people have them. None of them holds our entry. */
const files: Record<string, string> = {
  'two spaces':
    '{\n  "mcpServers": {\n    "files": {\n      "command": "npx",\n      "args": ["-y", "x"]\n    }\n  }\n}\n',
  'no newline at the end': '{\n  "mcpServers": {\n    "files": { "command": "npx" }\n  }\n}',
  'several newlines at the end': '{\n  "mcpServers": {}\n}\n\n\n',
  tabs: '{\n\t"theme": "dark",\n\t"mcpServers": {\n\t\t"a": {\n\t\t\t"command": "x"\n\t\t}\n\t}\n}\n',
  'four spaces': '{\n    "mcpServers": {\n        "a": {}\n    },\n    "last": true\n}\n',
  CRLF: '{\r\n  "mcpServers": {\r\n    "a": {}\r\n  }\r\n}\r\n',
  'CR alone': '{\r  "mcpServers": {\r    "a": {}\r  }\r}\r',
  'mixed line ends': '{\r\n  "a": 1,\n  "mcpServers": {\n    "a": {}\r\n  }\n}\n',
  'byte order mark': '\uFEFF{\n  "mcpServers": {}\n}\n',
  'mark and CRLF': '\uFEFF{\r\n  "globalShortcut": "",\r\n  "mcpServers": {\r\n  }\r\n}\r\n',
  'no servers': '{\n  "globalShortcut": "Ctrl+Space"\n}\n',
  'empty object': '{}',
  'empty object with room': '{\n}\n',
  'empty map': '{"mcpServers": {}}',
  minified: '{"globalShortcut":"","mcpServers":{"a":{"command":"x","args":[]}},"z":[1,2,3]}',
  'one line with blanks': '{ "mcpServers": { "a": { "command": "x" } } }\n',
  'one line, no servers': '{"scale":1.5}',
  'line comments':
    '{\n  // my servers\n  "mcpServers": {\n    // the first\n    "a": {} // stays\n    // "b": {}\n  } // end\n}\n// after\n',
  'block comments': '/* head */ {\n  "mcpServers": { /* none yet */ }\n}\n',
  'only a comment inside': '{\n  "mcpServers": {\n    // nothing here\n  }\n}\n',
  'line comment at the brace': '{ // open\n}\n',
  'trailing commas': '{\n  "mcpServers": {\n    "a": {},\n    "b": {},\n  },\n}\n',
  'trailing comma and comment': '{\n  "mcpServers": {\n    "a": {}, // last\n  },\n}\n',
  'commas first': '{\n    "a": 1\n  , "mcpServers": {\n      "x": {}\n    }\n}\n',
  'the same key twice': '{\n  "mcpServers": {"old": {}},\n  "mcpServers": {\n    "new": {}\n  }\n}\n',
  'a server twice': '{\n  "mcpServers": {\n    "a": {"command": "1"},\n    "a": {"command": "2"}\n  }\n}\n',
  'braces in texts': '{\n  "note": "} // \\" , {",\n  "mcpServers": {\n    "a": {"command": "/* no */"}\n  }\n}\n',
  'other alphabets':
    '{\n  "名前": "ベルジャー 🔔",\n  "mcpServers": {\n    "é": {"command": "C:\\\\Programme\\\\ä.exe"}\n  }\n}\n',
  'odd numbers': '{\n  "big": 12345678901234567890,\n  "exp": 1E+2,\n  "zero": -0.0,\n  "mcpServers": {}\n}\n',
  'dangerous names': '{\n  "__proto__": {"polluted": true},\n  "mcpServers": {"constructor": {}, "__proto__": {}}\n}\n',
  'escaped key': '{\n  "mcp\\u0053ervers": {\n    "a": {}\n  }\n}\n',
  'braces on one line, rest not': '{ "a": 1,\n  "mcpServers": { "b": {\n  } } }\n',
}

/** All that a reader gets, without our entry. Numbers stay text: a large one must not change. */
function others(text: string): string {
  const body = text.replace(/^\uFEFF/, '')
  const root = parseTree(body, [], { allowTrailingComma: true })
  const walk = (node: typeof root, way: string[]): unknown =>
    node?.type === 'object'
      ? (node.children ?? [])
          .filter((property) => way.join('/') !== 'mcpServers' || property.children?.[0]?.value !== 'belljar')
          .map(({ children = [] }) => [children[0]?.value, walk(children[1], [...way, String(children[0]?.value)])])
      : node?.type === 'array'
        ? { array: (node.children ?? []).map((child) => walk(child, [...way, '*'])) }
        : node && body.slice(node.offset, node.offset + node.length)
  return JSON.stringify(walk(root, []))
}

/** Everything of `part` occurs in `whole` in this order: nothing of it was changed or lost. */
function keepsEveryByte(part: string, whole: string): boolean {
  let at = 0
  for (const char of whole) if (part.startsWith(char, at)) at += char.length
  return at === part.length
}

describe.each(Object.entries(files))('%s', (_name, before) => {
  const after = putEntry(before, spot, ours)

  it('gets the entry where clients look for it', () => {
    expect(readEntry(after, spot)?.value).toEqual(ours)
  })

  it('keeps every byte that was there', () => {
    const blank = (text: string) => (/\{\s*\}/.test(text) ? text.replace(/\s+/g, '') : text)
    expect(keepsEveryByte(blank(before), blank(after))).toBe(true)
    expect(after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'))
    expect(/\s*$/.exec(after)?.[0]).toBe(/\s*$/.exec(before)?.[0])
  })

  it('keeps everything else that a reader sees', () => {
    const map = others(before).includes('"mcpServers"') ? others(before) : undefined
    if (map) expect(others(after)).toBe(map)
    else expect(others(after).replace(/,?\["mcpServers",\[\]\]/, '')).toBe(others(before))
  })

  it('uses the line ends that the file uses', () => {
    const eols = (text: string) => new Set(text.match(/\r\n|\n|\r/g))
    if (eols(before).size === 1) expect(eols(after)).toEqual(eols(before))
  })

  it('changes nothing the second time', () => {
    expect(putEntry(after, spot, ours)).toBe(after)
  })

  it('changes only the value when the entry changes', () => {
    const other = { command: '/elsewhere', args: ['all', '--home', '/x y'] }
    const changed = putEntry(after, spot, other)
    expect(readEntry(changed, spot)?.value).toEqual(other)
    expect(putEntry(changed, spot, ours)).toBe(after)
  })

  it('takes the entry out again', () => {
    const back = removeEntry(after, spot, !before.includes('mcp'))
    expect(readEntry(back, spot)).toBeUndefined()
    expect(others(back)).toBe(others(before))
    // What stood between braces with nothing in them, and a comma that the file ended a list with, are not remembered.
    if (!/\{\s*\}|\*\/ \}|,\s*(\/\/.*)?\s*\}/.test(before)) expect(back).toBe(before)
  })

  it('takes it out from among later entries', () => {
    const more = putEntry(after, { ...spot, name: 'later' }, { command: 'z' })
    const back = removeEntry(more, spot, true)
    expect(readEntry(back, spot)).toBeUndefined()
    expect(readEntry(back, { ...spot, name: 'later' })?.value).toEqual({ command: 'z' })
    const all = getNodeValue(follow(back.replace(/^\uFEFF/, ''), spot.key, 'x').object!) as object
    expect(Object.keys(all)).toContain('later')
  })
})

it('looks like the rest of the file', () => {
  expect(putEntry(files['tabs']!, spot, { command: 'b', args: ['all'] })).toBe(
    '{\n\t"theme": "dark",\n\t"mcpServers": {\n\t\t"a": {\n\t\t\t"command": "x"\n\t\t},\n\t\t"belljar": {\n\t\t\t"command": "b",\n\t\t\t"args": [\n\t\t\t\t"all"\n\t\t\t]\n\t\t}\n\t}\n}\n',
  )
  expect(putEntry(files['minified']!, spot, { command: 'b' })).toBe(
    '{"globalShortcut":"","mcpServers":{"a":{"command":"x","args":[]},"belljar":{"command":"b"}},"z":[1,2,3]}',
  )
  expect(putEntry('{\n  "mcpServers": {\n    "a": {} // stays\n  }\n}', spot, 1)).toBe(
    '{\n  "mcpServers": {\n    "a": {}, // stays\n    "belljar": 1\n  }\n}',
  )
})

it('writes a whole file where there is none, or only blanks and comments', () => {
  const whole = '{\n  "mcpServers": {\n    "belljar": {}\n  }\n}\n'
  expect(putEntry('', spot, {})).toBe(whole)
  expect(putEntry('\uFEFF', spot, {})).toBe(`\uFEFF${whole}`)
  expect(putEntry('\n', spot, {})).toBe(`\n${whole}`)
  expect(putEntry('// mine', spot, {})).toBe(`// mine\n${whole}`)
})

it('puts back the text that an entry had', () => {
  const odd = '{"mcpServers": {"belljar": { "command" : "old", /* why */ "args":[] }, "z": 1}}'
  const old = readEntry(odd, spot)!.text
  expect(putEntryText(putEntry(odd, spot, ours), spot, old)).toBe(odd)
})

it('keeps the one that counts when our entry stands twice, and takes out both', () => {
  const twice = '{"mcpServers": {"belljar": 1, "a": 2, "belljar": 3}}'
  expect(readEntry(twice, spot)?.value).toBe(3)
  expect(putEntry(twice, spot, 4)).toBe('{"mcpServers": {"belljar": 1, "a": 2, "belljar": 4}}')
  expect(removeEntry(twice, spot, false)).toBe('{"mcpServers": { "a": 2}}')
})

it.each([
  ['{\n  "a": 1\n  "b": 2\n}', 3, 'comma'],
  ['{\r\n  "a": 1,\r\n  "p": "C:\\Users"\r\n}', 3, 'backslash'],
  ['{\n  "a": 1\n', 3, 'brace'],
  ["{\n  'a': 1\n}", 2, ''],
  ['{"a": 1}\n\n{}', 3, 'after the end'],
  ['{"a":\n"x\n"}', 2, 'quote'],
  ['{\n\n  "mcpServers": []\n}', 3, 'mcpServers'],
  ['{\n  "mcpServers": null\n}', 2, 'mcpServers'],
  ['[1]', 1, 'object'],
  ['"text"', 1, 'object'],
  [`${'[\n'.repeat(100_000)}`, 1, 'deep'],
])('names the line of what it cannot edit: %j', (text, line, word) => {
  let caught: unknown
  try {
    putEntry(text, spot, ours)
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(Unreadable)
  expect(caught).toMatchObject({ line })
  expect((caught as Error).message).toContain(word)
})
