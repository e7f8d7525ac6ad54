import type { KeyboardEvent } from 'react'
import type { Server } from '../../shared/domain.ts'
import type { Usage } from '../../shared/watching.ts'
import { go } from '../route.ts'
import { useMirror } from '../store/store.ts'
import { switchServer } from '../switch-on/switch-server.ts'
import { useRoving } from '../ui/roving.ts'
import type { TroubleFacts } from '../words/trouble.ts'
import type { Chosen } from './chosen.ts'
import { ServerRow } from './server-row.tsx'

interface Props {
  rows: readonly TroubleFacts[]
  /** The scale of all sparklines, those of rows that are not shown included: a filter changes no bar. */
  most: number
  chosen: Chosen
  /** Switches all that are chosen. */
  switchChosen: (on: boolean) => void
  remove: (servers: Server[]) => void
}

const noUsage: Usage[] = []

export function ServerTable({ rows, most, chosen, switchChosen, remove }: Props) {
  const { listProps, stop } = useRoving<HTMLTableElement>(rows.length)
  const usage = useMirror((state) => state.snapshot?.usage ?? noUsage)

  const onKey = (event: KeyboardEvent<HTMLElement>, server: Server, index: number) => {
    const done = () => event.preventDefault()
    const many = chosen.ids.has(server.id) && chosen.ids.size > 1
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') return (done(), chosen.all())
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = { ArrowDown: rows[index + 1], ArrowUp: rows[index - 1] }[event.key]
    if (event.shiftKey && next) {
      // The focus moves by itself.
      chosen.extend(server.id)
      return chosen.extend(next.server.id)
    }
    switch (event.key) {
      case ' ':
        done()
        if (event.shiftKey) chosen.extend(server.id)
        else if (many) switchChosen(!server.enabled)
        else void switchServer(server, !server.enabled)
        return
      case 'x':
        return (done(), chosen.toggle(server.id))
      case 'l':
        return (done(), go({ screen: 'server', id: server.id, tab: 'logs' }))
      case 'Delete':
        done()
        return remove(many ? rows.flatMap((row) => (chosen.ids.has(row.server.id) ? [row.server] : [])) : [server])
      case 'Escape':
        if (chosen.ids.size > 0) return (done(), chosen.clear())
    }
  }

  return (
    <table className="table two servers" aria-label="Servers" {...listProps}>
      <thead>
        <tr>
          <th className="on">On</th>
          <th>Server</th>
          <th className="c-kind wide">Kind</th>
          <th className="c-state">State</th>
          <th className="c-touch">May touch</th>
          <th className="c-tools num wide">Tools</th>
          <th className="c-calls">Calls, last 30 min</th>
          <th className="c-err">Trouble</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((facts, index) => {
          const { server } = facts
          return (
            <ServerRow
              key={server.id}
              facts={facts}
              usage={usage.find((one) => one.server === server.id)}
              most={most}
              stop={stop(index)}
              chosen={chosen.ids.has(server.id)}
              choose={(range) => (range ? chosen.extend(server.id) : chosen.toggle(server.id))}
              onKey={(event) => onKey(event, server, index)}
            />
          )
        })}
      </tbody>
    </table>
  )
}
