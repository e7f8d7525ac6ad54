import type { Server, Tool } from '../../shared/domain.ts'
import { enableTool } from '../act.ts'
import { replace } from '../route.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { useRoving } from '../ui/roving.ts'
import { Switch } from '../ui/switch.tsx'
import { count } from '../words/amounts.ts'
import { safeText } from '../words/hidden.ts'
import { does, doesMeaning } from '../words/tools.ts'
import { useToolCounts } from './use-tool-counts.ts'

export function ToolList({
  server,
  tools,
  chosen,
}: {
  server: Server
  tools: readonly Tool[]
  chosen: Tool | undefined
}) {
  const counts = useToolCounts(server)
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
              title={safeText(tool.given?.name === undefined ? tool.name : `${tool.clientName} was ${tool.name}`)}
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
              {tool.given?.name === undefined ? (
                <Plain text={tool.name} />
              ) : (
                <>
                  <Plain text={tool.clientName} />{' '}
                  <span className="quiet">
                    was <Plain text={tool.name} />
                  </span>
                </>
              )}
            </button>
            <Says tool={tool} />
            <span className="n num" title="Calls that are kept">
              {counts ? count(counts.get(tool.name) ?? 0) : ''}
              <span className="sr"> calls</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Says({ tool }: { tool: Tool }) {
  if (tool.held)
    return (
      <span className="tag denied" title="It is not what was approved">
        <Icon name="held" />
        Held back
      </span>
    )
  const said = does(tool)
  return (
    <span
      className={said === undefined || said === 'reads' ? 'does' : 'does writes'}
      title={said && `Declared by the server itself: ${doesMeaning[said].toLowerCase()}`}
    >
      {said}
    </span>
  )
}
