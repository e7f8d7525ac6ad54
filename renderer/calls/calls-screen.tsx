import { useState } from 'react'
import { go } from '../route.ts'
import { useServers } from '../store/store.ts'
import { Search } from '../ui/search.tsx'
import { Top } from '../frame/top.tsx'
import { CallsView } from './calls-view.tsx'
import { ServerSelect } from '../ui/server-select.tsx'

/** Calls of all servers, or of one. */
export function CallsScreen({ item }: { item?: string | undefined }) {
  const servers = useServers()
  const [server, setServer] = useState('')
  const [filter, setFilter] = useState('')
  return (
    <>
      <Top title="Calls">
        <Search label="Search calls" placeholder="Search calls" value={filter} change={setFilter} />
        <span className="push" />
        <ServerSelect servers={servers} value={server} change={setServer} />
      </Top>
      <CallsView
        key={server}
        scope={server}
        filter={filter}
        item={item}
        open={(id) => go({ screen: 'calls', ...(id && { item: id }) })}
      />
    </>
  )
}
