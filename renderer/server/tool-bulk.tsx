import { useState } from 'react'
import type { Server, Tool } from '../../shared/domain.ts'
import { approveTools, enableTool } from '../act.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { counted } from '../words/amounts.ts'
import { does } from '../words/tools.ts'

/** What is done to all tools that the filter leaves. */
export function ToolBulk({ server, tools }: { server: Server; tools: readonly Tool[] }) {
  const [busy, setBusy] = useState<string | null>(null)
  const free = tools.filter(({ held }) => !held)
  const held = tools.length - free.length
  const off = free.filter(({ enabled }) => !enabled)
  const reading = new Set(free.filter((tool) => does(tool) === 'reads'))
  const onlyReading = free.filter((tool) => tool.enabled !== reading.has(tool))

  const set = async (changes: readonly (readonly [Tool, boolean])[]) => {
    for (const [tool, on] of changes) await enableTool(server.id, tool.name, on)
  }
  const change = async (what: string, changes: readonly (readonly [Tool, boolean])[]) => {
    setBusy(what)
    await set(changes)
    setBusy(null)
    say({
      tone: 'done',
      message: `${counted(changes.length, 'tool')} of ${server.name} switched.`,
      undo: () => void set(changes.map(([tool, on]) => [tool, !on])),
    })
  }
  const approve = () => {
    setBusy('approve')
    void approveTools(server.id, server.tools).finally(() => setBusy(null))
  }
  return (
    <>
      {held > 1 && (
        <Button small busy={busy === 'approve'} onClick={approve}>
          Approve {held}
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
