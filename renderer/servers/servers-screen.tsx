import { useMemo, useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { chooseFile } from '../review/choose.ts'
import { useDenials, useServers } from '../store/store.ts'
import { useUnseenTraps } from '../frame/needs.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { useRoving } from '../ui/roving.ts'
import { Search } from '../ui/search.tsx'
import { Segments } from '../ui/segments.tsx'
import { Top } from '../frame/top.tsx'
import { isInTrouble } from '../words/server-state.ts'
import { ConnectHint } from './connect-hint.tsx'
import { matches } from './matches.ts'
import { ServerRow } from './server-row.tsx'

type Show = 'all' | 'on' | 'trouble'

export function ServersScreen() {
  const servers = useServers()
  const unseen = useUnseenTraps()
  const [filter, setFilter] = useState('')
  const [show, setShow] = useState<Show>('all')

  const trapped = useMemo(() => new Set(unseen.map(({ server }) => server)), [unseen])
  const denials = useDenials()
  const denied = useMemo(() => new Set(denials.map(({ server }) => server)), [denials])
  const groups: Record<Show, Server[]> = {
    all: servers,
    on: servers.filter(({ enabled }) => enabled),
    trouble: servers.filter((server) => isInTrouble(server) || trapped.has(server.id) || denied.has(server.id)),
  }
  const shown = groups[show].filter((server) => matches(server, filter))

  return (
    <>
      <Top title="Servers">
        {servers.length > 0 && (
          <span className="quiet cut">
            {groups.on.length} of {servers.length} on
          </span>
        )}
        <span className="push" />
        {servers.length > 0 && (
          <>
            <Search
              label="Filter servers"
              placeholder="Filter by name, tool or folder"
              value={filter}
              change={setFilter}
            />
            <Segments
              className="wide"
              label="Show"
              value={show}
              change={setShow}
              options={[
                { value: 'all', text: 'All', number: servers.length },
                { value: 'on', text: 'On', number: groups.on.length },
                { value: 'trouble', text: 'Trouble', number: groups.trouble.length },
              ]}
            />
          </>
        )}
        <Button first className="starts" icon="plus" onClick={chooseFile}>
          Install…
        </Button>
      </Top>
      <ConnectHint />
      <div className="body">
        {servers.length === 0 ? (
          <Empty title="No servers" actions={<Button onClick={chooseFile}>Install a file…</Button>}>
            Drop a .wasm file here. Nothing runs before you have seen what it imports.
          </Empty>
        ) : shown.length === 0 ? (
          <NoMatch filter={filter} show={show} clear={() => (setFilter(''), setShow('all'))} />
        ) : (
          <ServerTable servers={shown} trapped={trapped} />
        )}
      </div>
    </>
  )
}

function NoMatch({ filter, show, clear }: { filter: string; show: Show; clear: () => void }) {
  const title = filter
    ? `No server matches “${filter}”`
    : show === 'trouble'
      ? 'No server is in trouble'
      : 'No server is switched on'
  return (
    <Empty title={title} actions={<Button onClick={clear}>Show all servers</Button>}>
      {filter ? 'Names, descriptions, tools and grants were searched.' : undefined}
    </Empty>
  )
}

function ServerTable({ servers, trapped }: { servers: Server[]; trapped: ReadonlySet<string> }) {
  const { listProps, stop } = useRoving<HTMLTableElement>(servers.length)
  const denials = useDenials()
  const deniedOf = (id: string) => denials.filter(({ server }) => server === id).length
  return (
    <>
      <table className="table two servers" aria-label="Servers" {...listProps}>
        <thead>
          <tr>
            <th className="on">On</th>
            <th>Server</th>
            <th className="c-kind wide">Kind</th>
            <th className="c-state">State</th>
            <th className="c-touch">May touch</th>
            <th className="c-tools num wide">Tools</th>
            <th className="c-calls num">Calls</th>
            <th className="c-err">Trouble</th>
          </tr>
        </thead>
        <tbody>
          {servers.map((server, index) => (
            <ServerRow
              key={server.id}
              server={server}
              stop={stop(index)}
              unseen={trapped.has(server.id)}
              denied={deniedOf(server.id)}
            />
          ))}
        </tbody>
      </table>
      <p className="drop">
        <Icon name="file" />
        Drop a .wasm file anywhere to look at it before it is installed.
      </p>
    </>
  )
}
