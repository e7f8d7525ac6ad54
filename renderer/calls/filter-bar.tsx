import { useEffect, useState } from 'react'
import { useServers } from '../store/store.ts'
import { Search } from '../ui/search.tsx'
import { ServerSelect } from '../ui/server-select.tsx'
import { dayMs, hourMs, queryOf, type CallFilter, type Time } from './call-filter.ts'
import { ClientSelect } from './client-select.tsx'
import { ExportMenu } from './export-menu.tsx'
import { MoreFilters } from './more-filters.tsx'
import type { Filtering } from './use-filter.ts'

/** Typing is not asking: the host is asked when it rests. */
const restMs = 250

/** Search, server, client, time, export: what stands above the calls of all servers or of one. */
export function FilterBar({ scope, filter, at, change }: Filtering & { scope: string }) {
  const servers = useServers()
  return (
    <>
      <FindField find={filter.find} change={(find) => change({ find })} />
      <span className="row push">
        {!scope && (
          <ServerSelect servers={servers} value={filter.server} change={(server) => change({ server, tool: '' })} />
        )}
        <ClientSelect wide value={filter.client} change={(client) => change({ client })} />
        <TimeSelect time={filter.time} change={(time) => change({ time })} />
        <MoreFilters scope={scope} filter={filter} change={change} />
        <ExportMenu query={queryOf(filter, at)} />
      </span>
    </>
  )
}

function FindField({ find, change }: { find: string; change: (find: string) => void }) {
  const [typed, setTyped] = useState(find)
  const [last, setLast] = useState(find)
  // It was changed by somebody else: "Show all calls".
  if (find !== last) {
    setLast(find)
    setTyped(find)
  }
  useEffect(() => {
    if (typed === find) return
    const timer = setTimeout(() => change(typed), typed === '' ? 0 : restMs)
    return () => clearTimeout(timer)
  }, [typed, find, change])
  return <Search label="Search calls" placeholder="Search arguments and results" value={typed} change={setTyped} />
}

const lasts = [
  { ms: hourMs, text: 'Last hour' },
  { ms: 7 * dayMs, text: 'Last 7 days' },
] as const

function TimeSelect({ time, change }: { time: Time; change: (time: Time) => void }) {
  const value = time.kind === 'last' ? String(time.ms) : time.kind
  return (
    <select
      className="select plain"
      aria-label="Time"
      value={value}
      onChange={({ target: { value: chosen } }) => {
        if (chosen === 'today' || chosen === 'all') change({ kind: chosen })
        else if (chosen === 'span') change({ kind: 'span', since: new Date().setHours(0, 0, 0, 0) })
        else change({ kind: 'last', ms: Number(chosen) })
      }}
    >
      <option value={hourMs}>{lasts[0].text}</option>
      <option value="today">Today</option>
      <option value={7 * dayMs}>{lasts[1].text}</option>
      <option value="all">All time</option>
      <option value="span">From, to</option>
    </select>
  )
}

/** What leads back to all calls. */
export function isFiltered({ server, tool, client, show, find }: CallFilter, scope: string): boolean {
  return (!scope && server !== '') || tool !== '' || client !== '' || show !== 'all' || find !== ''
}
