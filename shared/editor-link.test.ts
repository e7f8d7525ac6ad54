import { expect, it } from 'vitest'
import { editors } from './domain.ts'
import { editorLink, isEditorLink } from './editor-link.ts'

it.each([
  ['vscode', '/home/me/src/a b.rs', 'vscode://file/home/me/src/a%20b.rs:3:9'],
  ['zed', '/home/me/é#?.rs', 'zed://file/home/me/%C3%A9%23%3F.rs:3:9'],
  ['cursor', 'C:\\src\\a.rs', 'cursor://file/C%3A/src/a.rs:3:9'],
  ['idea', '/src/a&line=1.rs', 'idea://open?file=%2Fsrc%2Fa%26line%3D1.rs&line=3&column=9'],
] as const)('makes a link for %s', (editor, file, link) => {
  expect(editorLink(editor, file, 3, 9)).toBe(link)
})

it('makes none without an editor or from a path that is not from the root', () => {
  expect(editorLink('none', '/a.rs', 1)).toBeUndefined()
  for (const file of ['src/a.rs', '//host/a.rs', '\\\\host\\a.rs'])
    expect(editorLink('vscode', file, 1)).toBeUndefined()
})

it('knows its own links, and no others', () => {
  for (const editor of editors)
    for (const file of ["/a/b c's (1)!.rs", 'C:/x.rs', '/ü/%41.rs']) {
      const link = editorLink(editor, file, 12)
      expect(link === undefined || isEditorLink(link)).toBe(true)
    }
  for (const address of [
    ...['https://example.com', 'file:///etc/passwd', 'vscode://settings/x', 'vscode://file', 'vscode://file/a.rs'],
    ...['vscode://vscode-remote/ssh-remote+host/a.rs:1:1', 'vscode://file//host/share/a.rs:1:1', 'javascript:alert(1)'],
    ...[
      'vscode://file/a.rs:1:1?windowId=_blank',
      'idea://open?file=%2Fa&line=1&column=1&x=1',
      ' vscode://file/a.rs:1:1',
    ],
    ...[
      'vscode://file/a.rs:1:1\n',
      'vscode-insiders://file/a.rs:1:1',
      'zed://ssh/host:1:1',
      'vscode://file/a/../b c:1:1',
    ],
  ])
    expect([address, isEditorLink(address)]).toEqual([address, false])
})
