import { shell } from 'electron'
import { isEditorLink } from '../../shared/editor-link.ts'

/** Whether a link of the page may be handed to the system: the web over TLS, and lines of source code. */
export function mayOpen(url: string): boolean {
  if (url.length > 2100 || /[\p{Cc}\p{Cf}]/u.test(url)) return false
  if (isEditorLink(url)) return true
  try {
    const { protocol, username, password } = new URL(url)
    return protocol === 'https:' && username === '' && password === ''
  } catch {
    return false
  }
}

/** `belljar:` links that the page may open: they show folders of ours and nothing that it names itself. */
export function openOutside(url: string, own: { home: string; hostLog: string }): void {
  if (url === 'belljar://reveal/data') void shell.openPath(own.home)
  else if (url === 'belljar://reveal/host-log') shell.showItemInFolder(own.hostLog)
  else if (mayOpen(url)) void shell.openExternal(url).catch(() => undefined)
}
