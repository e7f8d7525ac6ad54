import { useEffect, useState } from 'react'
import { ask } from '../connection.ts'
import { useEpoch, useServers } from '../store/store.ts'
import { Search } from '../ui/search.tsx'
import { ServerSelect } from '../ui/server-select.tsx'
import { safeText } from '../words/hidden.ts'
import { dayMs, hourMs, queryOf, type CallFilter, type Time } from './call-filter.ts'
import { ExportMenu } from './export-menu.tsx'
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
        <ClientSelect value={filter.client} change={(client) => change({ client })} />
        <TimeSelect time={filter.time} change={(time) => change({ time })} />
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

function ClientSelect({ value, change }: { value: string; change: (client: string) => void }) {
  const clients = useClients()
  const all = value && !clients.includes(value) ? [...clients, value] : clients
  return (
    <select
      className="select plain wide"
      aria-label="Client"
      value={value}
      onChange={(event) => change(event.target.value)}
    >
      <option value="">Any client</option>
      {all.map((client) => (
        <option key={client} value={client}>
          {safeText(client)}
        </option>
      ))}
    </select>
  )
}

function useClients(): string[] {
  const epoch = useEpoch()
  const [clients, setClients] = useState<string[]>([])
  useEffect(() => {
    let current = true
    ask('calls.clients', null).then(
      (found) => current && setClients(found),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [epoch])
  return clients
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
