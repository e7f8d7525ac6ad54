import { useState } from 'react'
import type { Server, Tool } from '../../shared/domain.ts'
import { approveTools, enableTool } from '../act.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { counted } from '../words/amounts.ts'
import { does } from '../words/tools.ts'

type Change = readonly [tool: Tool, on: boolean]

/** What is done to all tools that the filter leaves. */
export function ToolBulk({ server, tools }: { server: Server; tools: readonly Tool[] }) {
  const [busy, setBusy] = useState<string | null>(null)
  const free = tools.filter(({ held }) => !held)
  const held = tools.filter((tool) => tool.held)
  const off = free.filter(({ enabled }) => !enabled)
  const reading = new Set(free.filter((tool) => does(tool) === 'reads'))
  const onlyReading = free.filter((tool) => tool.enabled !== reading.has(tool))

  /** Those that were taken; what went wrong with the others is told by itself. */
  const set = async (changes: readonly Change[]): Promise<Change[]> => {
    const done: Change[] = []
    for (const change of changes) if (await enableTool(server.id, change[0].name, change[1])) done.push(change)
    return done
  }
  const change = async (what: string, changes: readonly Change[]) => {
    setBusy(what)
    const done = await set(changes)
    setBusy(null)
    if (done.length === 0) return
    say({
      tone: 'done',
      message: `${counted(done.length, 'tool')} of ${server.name} switched.`,
      undo: () => void set(done.map(([tool, on]) => [tool, !on])),
    })
  }
  // All at once can only be said of all: what a filter hides was not looked at.
  const approve = async () => {
    setBusy('approve')
    if (held.length === server.tools.filter((tool) => tool.held).length) await approveTools(server.id, held)
    else for (const tool of held) if (!(await approveTools(server.id, [tool], tool.name))) break
    setBusy(null)
  }
  return (
    <>
      {held.length > 1 && (
        <Button small busy={busy === 'approve'} onClick={() => void approve()}>
          Approve {held.length}
        </Button>
      )}
      {tools.length > 1 && off.length > 0 && (
        <Button
          small
          busy={busy === 'on'}
          onClick={() =>
            void change(
              'on',
              off.map((tool) => [tool, true]),
            )
          }
        >
          All on
        </Button>
      )}
      {reading.size > 0 && onlyReading.length > 0 && (
        <Button
          small
          wide
          busy={busy === 'reading'}
          onClick={() =>
            void change(
              'reading',
              onlyReading.map((tool) => [tool, reading.has(tool)]),
            )
          }
        >
          Reading only
        </Button>
      )}
    </>
  )
}
