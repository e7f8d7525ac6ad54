import { useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { copy } from '../act.ts'
import { askAndRestart, askAndStop } from '../end-calls.ts'
import { ExportForm } from '../grants/export-wasm.tsx'
import { go } from '../route.ts'
import { canRestart } from '../servers/many.ts'
import { RemoveServers } from '../servers/remove-servers.tsx'
import { say } from '../store/window.ts'
import { MoreMenu, type MenuItem } from '../ui/menu.tsx'

/** What is seldom done with one server. */
export function ServerMenu({ server }: { server: Server }) {
  const [open, setOpen] = useState<'remove' | 'export' | null>(null)
  const close = () => setOpen(null)
  const copied = async (text: string, what: string) => {
    if (await copy(text)) say({ tone: 'done', message: `The ${what} is on the clipboard.` })
  }
  const running: MenuItem[] = [
    { text: 'Restart', icon: 'restart', act: () => void askAndRestart(server.id) },
    { text: 'Stop', icon: 'stop', act: () => void askAndStop(server.id) },
  ]
  const items: MenuItem[] = [
    ...(canRestart(server) ? running : []),
    { text: 'Copy its id', icon: 'copy', act: () => void copied(server.id, 'id') },
    { text: 'Copy a link to it', icon: 'open', act: () => void copied(`belljar://server/${server.id}`, 'link') },
    { text: 'Export guarded .wasm…', icon: 'export', act: () => setOpen('export') },
    { text: 'Remove…', icon: 'trash', act: () => setOpen('remove'), apart: true },
  ]
  return (
    <>
      <MoreMenu label={`More about ${server.name}`} items={items} />
      {open === 'export' && <ExportForm server={server} close={close} />}
      {open === 'remove' && (
        <RemoveServers servers={[server]} close={close} removed={() => go({ screen: 'servers' })} />
      )}
    </>
  )
}
