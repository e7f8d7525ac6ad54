import type { TrapDetail } from '../../shared/records.ts'
import type { Server } from '../../shared/domain.ts'
import { act, changeServer, enableTool } from '../act.ts'
import { askAndRestart } from '../end-calls.ts'
import { useServer } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Plain } from '../ui/plain.tsx'
import { Switch } from '../ui/switch.tsx'
import { bytes, written } from '../words/amounts.ts'
import { safeText } from '../words/hidden.ts'

export function NextTime({ trap, again }: { trap: TrapDetail; again: () => void }) {
  const server = useServer(trap.server)
  if (!server) return null
  const tool = server.tools.find(({ name }) => name === trap.tool)
  return (
    <div className="block stack next-time">
      <div className="head">
        <h2>Next time</h2>
      </div>
      <KeepDump server={server} trap={trap} again={again} />
      {tool && !tool.held && (
        <div className="row">
          <Switch
            label={safeText(`${tool.name} stays on`)}
            on={tool.enabled}
            change={(on) => enableTool(server.id, tool.name, on)}
          />
          <span className="cut" aria-hidden="true">
            <span className="mono">
              <Plain text={tool.name} />
            </span>{' '}
            {tool.enabled ? 'stays on' : 'is off'}
          </span>
        </div>
      )}
    </div>
  )
}

function KeepDump({ server, trap, again }: { server: Server; trap: TrapDetail; again: () => void }) {
  const { dump, dumpRefused } = trap
  const keep = (on: boolean) =>
    // What refuses it may have come meanwhile: then the reason takes the place of the switch.
    changeServer(act('servers.keepDumps', { id: server.id, keep: on })).then((done) => done ?? again())
  return (
    <>
      {dumpRefused ? (
        <p className="second">
          No core dump is kept. <Plain text={dumpRefused.message} />{' '}
          {dumpRefused.hint && <Plain text={dumpRefused.hint} />}
        </p>
      ) : (
        <>
          <div className="row">
            <Switch label="Keep a core dump" on={server.coreDumps} change={keep} />
            <span aria-hidden="true">Keep a core dump</span>
          </div>
          <p className="quiet">
            All that is in its memory, the arguments of calls too. At most 5 of a server, 500 MB in all.
          </p>
          {server.coreDumps && server.state.kind === 'running' && trap.dump === undefined && (
            <div className="row wrap">
              <span className="quiet">From the next start on.</span>
              <Button small onClick={() => void askAndRestart(server.id)}>
                Restart it now
              </Button>
            </div>
          )}
        </>
      )}
      {dump && (
        <div className="dump">
          <div className="head">
            <h3>Core dump of this trap</h3>
            <span className="push row">
              <span className="quiet">{written(bytes(dump.size))}</span>
              <CopyButton only text={dump.path} label="Copy the path of the core dump" />
            </span>
          </div>
          <p className="mono path">
            <Plain text={dump.path} />
          </p>
          <p className="quiet">
            Stack, globals and memory as a WebAssembly module: <span className="mono">wasm-tools print</span> shows it,{' '}
            <span className="mono">wasmgdb</span> walks through it.
          </p>
        </div>
      )}
    </>
  )
}
