import { useEffect, useState } from 'react'
import type { HeldView } from '../../shared/access.ts'
import type { Problem, Server } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { day } from '../words/times.ts'
import { ExportWasm } from './export-wasm.tsx'

/** How the grants are held, what is never granted, and what exactly was approved. */
export function HeldAside({ server }: { server: Server }) {
  return (
    <aside aria-label="How it is held" tabIndex={0}>
      <div className="block stack">
        <div className="head">
          <h2>How it is held</h2>
        </div>
        <Steps server={server} />
        <div className="row">
          <ExportWasm server={server} />
        </div>
      </div>
      <div className="block stack">
        <div className="head">
          <h2>Never granted</h2>
        </div>
        <p className="second">
          Sockets, the environment of Belljar, the network as a whole, Belljar&apos;s own data, and changing grants over
          MCP.
        </p>
      </div>
      <div className="block stack">
        <div className="head">
          <h2>Not covered</h2>
        </div>
        <p className="second">
          What it does with what it may read: a server that may read a folder and reach a host can send the one to the
          other.
        </p>
      </div>
      <div className="block stack">
        <div className="head">
          <h2>Approved</h2>
        </div>
        <dl className="facts">
          <dt>Module</dt>
          <dd className="mono" title={server.hash}>
            {server.hash.slice(0, 8)}
          </dd>
          <dt>With grants and tools</dt>
          <dd className="mono" title={server.approval}>
            {server.withheld ? 'not approved' : server.approval.slice(0, 8) || 'nothing yet'}
          </dd>
          <dt>Installed</dt>
          <dd>{day(server.installedAt)}</dd>
        </dl>
      </div>
    </aside>
  )
}

function Steps({ server }: { server: Server }) {
  const [view, setView] = useState<HeldView | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { id, hash } = server
  const asked = JSON.stringify([server.grants, server.limits, server.withheld])
  useEffect(() => {
    let current = true
    ask('grants.held', { id }).then(
      (found) => {
        if (!current) return
        setView(found)
        setProblem(null)
      },
      (error: unknown) => current && setProblem(problemOf(error)),
    )
    return () => {
      current = false
    }
  }, [id, hash, asked])
  if (problem) return <Trouble problem={problem} />
  if (!view) return null
  return (
    <ol className="held-steps">
      {view.steps.map(({ done, text, detail }) => (
        <li key={text}>
          <Icon name={done ? 'ok' : 'minus'} mark={done ? 'running' : 'stopped'} />
          <span>
            <Plain text={text} />
          </span>
          {detail && (
            <small>
              <Plain text={detail} />
            </small>
          )}
        </li>
      ))}
    </ol>
  )
}
