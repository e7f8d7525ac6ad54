import type { AppSettings } from './domain.ts'

type Editor = AppSettings['editor']

/** A link that opens a line in an editor; undefined without an editor, and for a path that is not from the root. */
export function editorLink(editor: Editor, file: string, line: number, column = 1): string | undefined {
  const path = file.replaceAll('\\', '/')
  if (!/^(?:\/(?!\/)|[A-Za-z]:\/)/u.test(path)) return undefined
  const rooted = path.startsWith('/') ? path : `/${path}`
  const encoded = rooted.split('/').map(encodeURIComponent).join('/')
  const at = `${line}:${Math.max(1, column)}`
  switch (editor) {
    case 'none':
      return undefined
    case 'vscode':
    case 'cursor':
    case 'windsurf':
    case 'zed':
      return `${editor}://file${encoded}:${at}`
    case 'idea':
      return `idea://open?file=${encodeURIComponent(path)}&line=${line}&column=${Math.max(1, column)}`
    default:
      return editor satisfies never
  }
}

/** Whether an address is one that `editorLink` makes, and so may be handed to the system. */
export function isEditorLink(address: string): boolean {
  return (
    /^(?:vscode|cursor|windsurf|zed):\/\/file(?:\/(?:[\w.!~*'()-]|%[0-9A-F]{2})+)+:\d{1,9}:\d{1,9}$/u.test(address) ||
    /^idea:\/\/open\?file=(?:[\w.!~*'()-]|%[0-9A-F]{2})+&line=\d{1,9}&column=\d{1,9}$/u.test(address)
  )
}
