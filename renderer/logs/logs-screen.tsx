import { useState } from 'react'
import { useServers } from '../store/store.ts'
import { Search } from '../ui/search.tsx'
import { ServerSelect } from '../ui/server-select.tsx'
import { Top } from '../frame/top.tsx'
import { LogView } from './log-view.tsx'

/** Lines of all servers, or of one. */
export function LogsScreen() {
  const servers = useServers()
  const [server, setServer] = useState('')
  const [filter, setFilter] = useState('')
  return (
    <>
      <Top title="Logs">
        <Search label="Search lines" placeholder="Search lines" value={filter} change={setFilter} />
        <span className="push" />
        <ServerSelect servers={servers} value={server} change={setServer} />
      </Top>
      <LogView key={server} scope={server} filter={filter} />
    </>
  )
}
