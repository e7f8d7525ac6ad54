import { shell } from 'electron'
import { mayOpen } from './may-open.ts'

/** `belljar:` links that the page may open: they show folders of ours and nothing that it names itself. */
export function openOutside(url: string, own: { home: string; hostLog: string }): void {
  if (url === 'belljar://reveal/data') void shell.openPath(own.home)
  else if (url === 'belljar://reveal/host-log') shell.showItemInFolder(own.hostLog)
  else if (mayOpen(url)) void shell.openExternal(url).catch(() => undefined)
}
