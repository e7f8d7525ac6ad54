import { useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { chooseFile } from '../review/choose.ts'
import { hashOf } from '../route.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { Search } from '../ui/search.tsx'
import { Segments } from '../ui/segments.tsx'
import { Top } from '../frame/top.tsx'
import { wantsLook, type TroubleFacts } from '../words/trouble.ts'
import { useChosen } from './chosen.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { ConnectHint } from './connect-hint.tsx'
import { LeftOff } from './left-off.tsx'
import { switchMany } from './many.ts'
import { matches } from './matches.ts'
import { RemoveServers } from './remove-servers.tsx'
import { ServerTable } from './server-table.tsx'
import { useRows } from './use-rows.ts'

type Show = 'all' | 'on' | 'trouble'

export function ServersScreen() {
  const { rows, most } = useRows()
  const [filter, setFilter] = useState('')
  const [show, setShow] = useState<Show>('all')
  const [leftOff, setLeftOff] = useState<readonly string[]>([])
  const [removing, setRemoving] = useState<readonly Server[]>([])

  const groups: Record<Show, TroubleFacts[]> = {
    all: rows,
    on: rows.filter(({ server }) => server.enabled),
    trouble: rows.filter(wantsLook),
  }
  const shown = groups[show].filter(({ server }) => matches(server, filter))
  const chosen = useChosen(shown.map(({ server }) => server.id))
  const chosenServers = shown.flatMap(({ server }) => (chosen.ids.has(server.id) ? [server] : []))
  const leaveOff = (servers: Server[]) => setLeftOff(servers.map(({ id }) => id))

  return (
    <>
      <Top title="Servers">
        {rows.length > 0 && (
          <span className="quiet cut">
            {groups.on.length} of {rows.length} on
          </span>
        )}
        <span className="push" />
        {chosenServers.length > 0 ? (
          <ChosenBar
            servers={chosenServers}
            clear={chosen.clear}
            leaveOff={leaveOff}
            remove={() => setRemoving(chosenServers)}
          />
        ) : (
          <>
            {rows.length > 0 && (
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
                    { value: 'all', text: 'All', number: rows.length },
                    { value: 'on', text: 'On', number: groups.on.length },
                    { value: 'trouble', text: 'Trouble', number: groups.trouble.length },
                  ]}
                />
              </>
            )}
            <Button first className="starts" icon="plus" onClick={chooseFile}>
              Install…
            </Button>
          </>
        )}
      </Top>
      <ConnectHint />
      <LeftOff ids={leftOff} forget={() => setLeftOff([])} />
      <div className="body">
        {rows.length === 0 ? (
          <NoServers />
        ) : shown.length === 0 ? (
          <NoMatch filter={filter} show={show} clear={() => (setFilter(''), setShow('all'))} />
        ) : (
          <>
            <ServerTable
              rows={shown}
              most={most}
              chosen={chosen}
              switchChosen={(on) => void switchMany(chosenServers, on).then(leaveOff)}
              remove={setRemoving}
            />
            <p className="drop">
              <Icon name="file" />
              Drop a .wasm file anywhere to look at it before it is installed.
            </p>
          </>
        )}
      </div>
      {removing.length > 0 && <RemoveServers servers={removing} close={() => setRemoving([])} removed={chosen.clear} />}
    </>
  )
}

function NoServers() {
  return (
    <Empty
      title="No servers"
      actions={
        <>
          <a className="button" href={hashOf({ screen: 'catalog' })}>
            Open the catalog
          </a>
          <Button onClick={chooseFile}>Install a file…</Button>
        </>
      }
    >
      Each server will stand here with what it does, what it may touch and how often it is called. The catalog has some
      that come with Belljar; a .wasm file can be dropped anywhere. Nothing runs before you have seen what it imports.
    </Empty>
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
      {filter
        ? 'Names, descriptions, tools and grants were searched.'
        : show === 'trouble'
          ? 'Failed starts, failing checks, traps, denials and many failed calls would show up here.'
          : 'Press Space on a server, or its switch, to let clients use it.'}
    </Empty>
  )
}
