import { useMemo, useState } from 'react'
import type { Server, Tool } from '../../shared/domain.ts'
import { approveTools } from '../act.ts'
import { Button } from '../ui/button.tsx'
import { Diff } from '../ui/diff.tsx'
import { Icon } from '../ui/icon.tsx'
import { changedParts, faceLines } from './face-lines.ts'

/** A tool that is not what was approved: what a model would read now, beside what it read before. */
export function HeldTool({ server, tool, held }: { server: Server; tool: Tool; held: NonNullable<Tool['held']> }) {
  const [busy, setBusy] = useState(false)
  const lines = useMemo(() => faceLines(held), [held])
  const parts = changedParts(held)
  const approve = () => {
    setBusy(true)
    void approveTools(server.id, [tool], tool.name).finally(() => setBusy(false))
  }
  return (
    <section className="block stack" aria-label="Held back">
      <div className="row wrap">
        <span className="state denied">
          <Icon name="held" mark="denied" />
          Held back
        </span>
        <span className="quiet">clients do not see it until you approve it</span>
      </div>
      <p>
        {held.before
          ? `It is not what was approved: its ${said(parts)} changed. A model would read this:`
          : 'It is new since the server was approved. A model would read this:'}
      </p>
      <Diff lines={lines} label="What changed" />
      <div className="row wrap">
        <Button busy={busy} onClick={approve}>
          {held.before ? 'Approve the change' : 'Approve the new tool'}
        </Button>
      </div>
    </section>
  )
}

function said(parts: readonly string[]): string {
  const last = parts.at(-1) ?? 'text'
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
