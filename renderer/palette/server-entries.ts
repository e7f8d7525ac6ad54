import type { Server } from '../../shared/domain.ts'
import { act } from '../act.ts'
import { askAndRestart, askAndStop } from '../end-calls.ts'
import { go, tabs, type Tab } from '../route.ts'
import { say } from '../store/window.ts'
import { switchServer } from '../switch-on/switch-server.ts'
import { aboutServer } from '../words/about.ts'
import { safeText } from '../words/hidden.ts'
import type { Entry } from './entry.ts'

const tabNames: Record<Tab, string> = {
  tools: 'Tools',
  grants: 'Grants',
  logs: 'Logs',
  calls: 'Calls',
  traps: 'Traps',
  about: 'About',
}

/** A server, its tabs, its tools and what can be done to it now. */
export function entriesOfServer(server: Server): Entry[] {
  const { id, name } = server
  const about = aboutServer(server)
  const other = server.tools.map((tool) => toolEntry(server, tool.name, tool.title))
  return [
    {
      ...{ key: `server ${id}`, kind: 'Server', text: name, icon: 'servers' },
      ...(about && { second: safeText(about).slice(0, 120) }),
      run: () => go({ screen: 'server', id, tab: 'tools' }),
    },
    ...tabs.map((tab): Entry => ({
      ...{ key: `tab ${id} ${tab}`, kind: 'Tab', text: `${name}: ${tabNames[tab]}`, icon: 'right' },
      run: () => go({ screen: 'server', id, tab }),
    })),
    ...other,
    ...actionsOf(server),
  ]
}

function toolEntry({ id, name }: Server, tool: string, title: string | undefined): Entry {
  return {
    ...{ key: `tool ${id} ${tool}`, kind: 'Tool', text: safeText(tool).slice(0, 100), second: name, icon: 'play' },
    also: `run try playground ${safeText(title ?? '').slice(0, 100)}`,
    run: () => go({ screen: 'server', id, tab: 'tools', item: tool }),
  }
}

function actionsOf(server: Server): Entry[] {
  const { id, name, enabled, instances } = server
  const actions: Entry[] = [
    {
      ...{ key: `switch ${id}`, kind: 'Action', icon: 'power' },
      text: enabled ? `Switch off ${name}` : `Switch on ${name}${needsMore(server) ? '…' : ''}`,
      also: enabled ? 'disable turn off' : 'enable turn on start',
      run: () => void switchServer(server, !enabled),
    },
  ]
  if (instances > 0) {
    actions.push(
      {
        key: `restart ${id}`,
        kind: 'Action',
        text: `Restart ${name}`,
        icon: 'restart',
        run: () => void askAndRestart(id),
      },
      { key: `stop ${id}`, kind: 'Action', text: `Stop ${name}`, icon: 'stop', run: () => void askAndStop(id) },
    )
  }
  if (enabled) {
    actions.push({
      ...{ key: `check ${id}`, kind: 'Action', text: `Check the health of ${name}`, icon: 'health' },
      run: () => void check(id, name),
    })
  }
  return actions
}

function needsMore({ missing, withheld }: Server): boolean {
  return missing.length > 0 && !withheld
}

async function check(id: string, name: string): Promise<void> {
  const health = await act('health.check', { id })
  if (!health) return
  const hint = health.lastFailure?.text
  if (health.state === 'failing' || health.failures > 0)
    say({ tone: 'failed', message: `${name} did not pass its check.`, ...(hint && { hint }) })
  else say({ tone: 'done', message: `${name} works.` })
}
