import { useState } from 'react'
import type { Server, Tool } from '../../shared/domain.ts'
import { Playground } from '../playground/playground.tsx'
import { Button } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { safeText } from '../words/hidden.ts'
import { does } from '../words/tools.ts'
import { HeldTool } from './held-tool.tsx'
import { DescribeDialog } from './describe-dialog.tsx'
import { ToolSchema } from './tool-schema.tsx'

/** One tool: what it says of itself, what it takes, and a way to try it. */
export function ToolDetail({ server, tool }: { server: Server; tool: Tool }) {
  const [open, setOpen] = useState(false)
  const [describing, setDescribing] = useState(false)
  const { given } = tool
  const said = does(tool)
  return (
    <section className="tool" aria-label={safeText(tool.name)}>
      <div className="block">
        <div className="head">
          <h2 className="mono cut" title={safeText(tool.clientName)}>
            <Plain text={given?.name ?? tool.name} />
          </h2>
          {given?.name !== undefined && <span className="tag">renamed</span>}
          {given?.description !== undefined && <span className="tag">own description</span>}
          {!tool.enabled && !tool.held && <span className="tag">off: clients do not see it</span>}
          <span className="push row">
            <Button bare small icon="pen" onClick={() => setDescribing(true)}>
              Rename…
            </Button>
            <Button bare small icon="env" aria-expanded={open} onClick={() => setOpen(!open)}>
              Schema
            </Button>
          </span>
        </div>
        {tool.clientName !== (given?.name ?? tool.name) && (
          <p className="quiet">
            Clients see it as <span className="mono">{tool.clientName}</span>
          </p>
        )}
        <Description tool={tool} />
        {said && (
          <p className="quiet">
            {said.charAt(0).toUpperCase() + said.slice(1)}
            {repeats(tool)}, as the server itself declares. Nobody checked it.
          </p>
        )}
      </div>
      {open && <ToolSchema tool={tool} />}
      {tool.held && <HeldTool server={server} tool={tool} held={tool.held} />}
      <Playground server={server} tool={tool} />
      {describing && <DescribeDialog server={server} tool={tool} close={() => setDescribing(false)} />}
    </section>
  )
}

function repeats({ annotations }: Tool): string {
  const more = [
    annotations?.idempotentHint === true && annotations.readOnlyHint !== true && 'may be repeated',
    annotations?.openWorldHint === true && 'reaches outside',
  ].filter((one) => one !== false)
  return more.length > 0 ? `, ${more.join(', ')}` : ''
}

function Description({ tool }: { tool: Tool }) {
  const text = tool.given?.description ?? tool.description
  if (!text) return null
  return (
    <p className="second description">
      <Plain text={text} />
    </p>
  )
}
