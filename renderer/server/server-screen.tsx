import { Tabs } from '@base-ui/react/tabs'
import { CallsTab } from '../calls/calls-tab.tsx'
import { LogView } from '../logs/log-view.tsx'
import { go, hashOf, replace, tabs, type Route, type Tab } from '../route.ts'
import { useServer } from '../store/store.ts'
import { ServerTraps } from '../traps/server-traps.tsx'
import { Empty } from '../ui/empty.tsx'
import { Top } from '../frame/top.tsx'
import { bytes, count, written } from '../words/amounts.ts'
import { AboutTab } from './about-tab.tsx'
import { GrantsTab } from './grants-tab.tsx'
import { ServerHead } from './server-head.tsx'
import { ToolsTab } from './tools-tab.tsx'
import type { Server } from '../../shared/domain.ts'

type ServerRoute = Extract<Route, { screen: 'server' }>

const names: Record<Tab, string> = {
  tools: 'Tools',
  grants: 'Grants',
  logs: 'Logs',
  calls: 'Calls',
  traps: 'Traps',
  about: 'About',
}

export function ServerScreen({ route }: { route: ServerRoute }) {
  const server = useServer(route.id)
  if (!server) {
    return (
      <>
        <Top title={route.id} under={{ text: 'Servers', href: hashOf({ screen: 'servers' }) }} />
        <Empty
          title={`There is no server ${route.id}`}
          actions={
            <a className="button" href={hashOf({ screen: 'servers' })}>
              Show all servers
            </a>
          }
        >
          It was removed, or the address is an old one.
        </Empty>
      </>
    )
  }
  const on = server.tools.filter(({ enabled, held }) => enabled && !held).length
  const counts: Partial<Record<Tab, string>> = {
    tools: `${on} of ${server.tools.length}`,
    grants: count(server.grants.length),
    calls: count(server.callCount),
    traps: count(server.trapCount),
  }
  return (
    <>
      <ServerHead server={server} />
      <Tabs.Root
        className="tabs-root"
        value={route.tab}
        onValueChange={(tab: Tab) => go({ screen: 'server', id: server.id, tab })}
      >
        <div className="tabs">
          <Tabs.List aria-label={server.name} activateOnFocus>
            {tabs.map((tab) => (
              <Tabs.Tab key={tab} value={tab}>
                {names[tab]} {counts[tab] !== undefined && <small>{counts[tab]}</small>}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <span className="meta wide">
            {server.kind} · {written(bytes(server.size))} ·{' '}
            <span className="mono">sha256 {server.hash.slice(0, 8)}</span>
          </span>
        </div>
        <Tabs.Panel className="panel" value={route.tab} tabIndex={-1}>
          <Panel server={server} route={route} />
        </Tabs.Panel>
      </Tabs.Root>
    </>
  )
}

function Panel({ server, route }: { server: Server; route: ServerRoute }) {
  const { id } = server
  switch (route.tab) {
    case 'tools':
      return <ToolsTab server={server} item={route.item} />
    case 'grants':
      return <GrantsTab server={server} />
    case 'logs':
      return (
        <LogView
          own={id}
          address={route.query}
          write={(query) => replace({ screen: 'server', id, tab: 'logs', ...(query && { query }) })}
        />
      )
    case 'calls':
      return <CallsTab server={id} item={route.item} />
    case 'traps':
      return <ServerTraps key={id} server={id} />
    case 'about':
      return <AboutTab server={server} />
  }
  return route.tab satisfies never
}
