import type { TrapDetail } from '../../shared/records.ts'
import { openInPlayground } from '../playground/open-call.ts'
import { hashOf } from '../route.ts'
import { useServer } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Plain } from '../ui/plain.tsx'
import { duration, written } from '../words/amounts.ts'
import { readable } from '../words/json-text.ts'
import { callerName } from '../words/clients.ts'
import { clock, exactly } from '../words/times.ts'

/** What it was doing when it trapped. */
export function TrapCall({ trap }: { trap: TrapDetail }) {
  const { caused, tool, call } = trap
  const installed = useServer(trap.server) !== undefined
  return (
    <div className="block stack">
      <div className="head">
        <h2>The call</h2>
        {caused && installed && (
          <span className="push">
            <Button small icon="play" data-key="p" onClick={() => openInPlayground(caused)}>
              Open in playground
            </Button>
          </span>
        )}
      </div>
      <dl className="facts">
        <dt>Server</dt>
        <dd>
          <a className="link" href={hashOf({ screen: 'server', id: trap.server, tab: 'tools' })}>
            {trap.server}
          </a>
        </dd>
        {tool !== undefined && (
          <>
            <dt>Tool</dt>
            <dd>
              {call === undefined ? (
                <Plain text={tool} />
              ) : (
                <a className="link" href={hashOf({ screen: 'calls', item: call })}>
                  <Plain text={tool} />
                </a>
              )}
            </dd>
          </>
        )}
        <dt>From</dt>
        <dd>
          <Plain text={callerName(trap.client)} />
        </dd>
        <dt>At</dt>
        <dd title={exactly(trap.at)}>{clock(trap.at, true)}</dd>
        {caused?.durationMs !== undefined && (
          <>
            <dt>Took</dt>
            <dd>{written(duration(caused.durationMs))}</dd>
          </>
        )}
      </dl>
      {caused ? (
        <>
          <div className="head">
            <h3>Arguments</h3>
            <span className="push">
              <CopyButton only text={caused.args} label="Copy arguments" />
            </span>
          </div>
          <Code json text={readable(caused.args)} label="Arguments" />
        </>
      ) : (
        call !== undefined && <p className="quiet">The call itself is no longer kept.</p>
      )}
      {caused?.reason !== undefined && (
        <>
          <h3>What the client was told</h3>
          <Code text={caused.reason} label="What the client was told" />
        </>
      )}
    </div>
  )
}
