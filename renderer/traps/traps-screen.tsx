import { useState } from 'react'
import { useUnseenTraps } from '../frame/needs.ts'
import { Top } from '../frame/top.tsx'
import { go } from '../route.ts'
import { useServers } from '../store/store.ts'
import { markSeen } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { Search } from '../ui/search.tsx'
import { ServerSelect } from '../ui/server-select.tsx'
import { TimeSelect } from './time-select.tsx'
import type { TrapFilter } from './trap-filter.ts'
import { TrapList } from './trap-list.tsx'
import { TrapPage } from './trap-page.tsx'

const all: TrapFilter = { server: '', find: '', time: 'all' }

export function TrapsScreen({ item }: { item?: string | undefined }) {
  const unseen = useUnseenTraps()
  const servers = useServers()
  const [filter, setFilter] = useState(all)
  if (item) return <TrapPage key={item} id={item} />
  return (
    <>
      <Top title="Traps">
        <Search
          label="Search traps"
          placeholder="Search traps"
          value={filter.find}
          change={(find) => setFilter({ ...filter, find })}
        />
        {unseen.length > 0 && <span className="quiet cut wide">{unseen.length} not looked at</span>}
        <span className="row push">
          {unseen.length > 0 && (
            <Button wide bare onClick={() => markSeen(unseen.map(({ id }) => id))}>
              Mark all as seen
            </Button>
          )}
          <TimeSelect value={filter.time} change={(time) => setFilter({ ...filter, time })} />
          <ServerSelect servers={servers} value={filter.server} change={(server) => setFilter({ ...filter, server })} />
        </span>
      </Top>
      <TrapList
        filter={filter}
        clear={() => setFilter({ ...all, server: filter.server })}
        open={(id) => go({ screen: 'traps', item: id })}
      />
    </>
  )
}
