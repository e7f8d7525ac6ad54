import { useState } from 'react'
import type { Server, Tool } from '../../shared/domain.ts'
import { describeGrants } from '../../shared/grants.ts'
import { approveTools, enableTool } from '../act.ts'
import { replace } from '../route.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { useRoving } from '../ui/roving.ts'
import { Search } from '../ui/search.tsx'
import { Switch } from '../ui/switch.tsx'
import { does } from '../words/tools.ts'
import { safeText } from '../words/hidden.ts'
import { ToolDetail } from './tool-detail.tsx'

/** The tools beside the one that is looked at. */
export function ToolsTab({ server, item }: { server: Server; item?: string | undefined }) {
  const [filter, setFilter] = useState('')
  const { tools } = server
  if (tools.length === 0) {
    return (
      <Empty title={`${server.name} has no tools`}>
        {server.problem ? server.problem.message : 'It told Belljar of none when it was installed.'}
      </Empty>
    )
  }
  const shown = tools.filter(({ name, title }) =>
    `${name}\n${title ?? ''}`.toLowerCase().includes(filter.toLowerCase()),
  )
  const chosen = tools.find(({ name }) => name === item) ?? shown[0] ?? tools[0]
  return (
    <div className="split tools-split">
      <div>
        <div className="bar slim">
          <Search label="Filter tools" placeholder="Filter tools" value={filter} change={setFilter} />
          <ApproveAll server={server} />
          <AllOn server={server} />
        </div>
        {shown.length === 0 ? (
          <Empty title={`No tool matches “${filter}”`} />
        ) : (
          <ToolList server={server} tools={shown} chosen={chosen} />
        )}
        <p className="quiet foot">
          What a tool does is declared by the server itself. What it can do is decided under Grants:{' '}
          {server.withheld ? 'nothing, they are withheld' : describeGrants(server.grants)}.
        </p>
      </div>
      {chosen && <ToolDetail key={chosen.name} server={server} tool={chosen} />}
    </div>
  )
}

/** Each of them is shown with its difference; this is for those who looked at several. */
function ApproveAll({ server }: { server: Server }) {
  const [busy, setBusy] = useState(false)
  const held = server.tools.filter((tool) => tool.held).length
  if (held < 2) return null
  const approve = () => {
    setBusy(true)
    void approveTools(server.id, server.tools).finally(() => setBusy(false))
  }
  return (
    <Button small busy={busy} onClick={approve}>
      Approve {held}
    </Button>
  )
}

function AllOn({ server }: { server: Server }) {
  const [busy, setBusy] = useState(false)
  const off = server.tools.filter(({ enabled, held }) => !enabled && !held)
  if (off.length === 0 || server.tools.length < 2) return null
  const all = async () => {
    setBusy(true)
    for (const tool of off) await enableTool(server.id, tool.name, true)
    setBusy(false)
  }
  return (
    <Button small busy={busy} onClick={() => void all()}>
      All on
    </Button>
  )
}

function ToolList({ server, tools, chosen }: { server: Server; tools: Tool[]; chosen: Tool | undefined }) {
  const { listProps, stop } = useRoving<HTMLUListElement>(
    tools.length,
    tools.findIndex((tool) => tool === chosen),
  )
  const choose = (tool: Tool) => replace({ screen: 'server', id: server.id, tab: 'tools', item: tool.name })
  return (
    <ul className="list" aria-label={`Tools of ${server.name}`} {...listProps}>
      {tools.map((tool, index) => {
        const row = stop(index)
        const isChosen = tool === chosen
        const said = does(tool)
        return (
          <li key={tool.name} className={`item${isChosen ? ' chosen' : ''}${tool.enabled ? '' : ' off'}`}>
            <Switch
              label={safeText(tool.name)}
              on={tool.enabled && !tool.held}
              mixed={tool.held !== undefined}
              change={async (on) => (tool.held ? choose(tool) : enableTool(server.id, tool.name, on))}
              tabIndex={row.tabIndex}
            />
            <button
              type="button"
              className="pick mono"
              aria-current={isChosen || undefined}
              aria-keyshortcuts="Space"
              title={safeText(tool.name)}
              {...row}
              onFocus={() => {
                row.onFocus()
                choose(tool)
              }}
              onClick={() => choose(tool)}
              onKeyDown={(event) => {
                if (event.key !== ' ') return
                event.preventDefault()
                if (!tool.held) void enableTool(server.id, tool.name, !tool.enabled)
              }}
            >
              <Plain text={tool.name} />
            </button>
            {tool.held && (
              <span className="tag denied" title="It is not what was approved">
                <Icon name="held" />
                Held back
              </span>
            )}
            {said && !tool.held && (
              <span className={said === 'reads' ? 'does' : 'does writes'} title="Declared by the server itself">
                {said}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
