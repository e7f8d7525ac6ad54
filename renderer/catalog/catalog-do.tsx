import { useState } from 'react'
import type { CatalogEntry } from '../../shared/catalog.ts'
import type { Server } from '../../shared/domain.ts'
import { act, changeServer } from '../act.ts'
import { ctrl } from '../frame/keys.ts'
import { hashOf } from '../route.ts'
import { say } from '../store/window.ts'
import { switchServer } from '../switch-on/switch-server.ts'
import { Button } from '../ui/button.tsx'

/** Install it, then switch it on, then open it: one after the other, each with its own button. */
export function CatalogDo({ entry: { name }, server }: { entry: CatalogEntry; server: Server | undefined }) {
  const [busy, setBusy] = useState(false)
  const run = (what: Promise<unknown>) => {
    setBusy(true)
    void what.finally(() => setBusy(false))
  }
  const install = async () => {
    const added = await changeServer(act('catalog.add', { name }))
    if (added) say({ tone: 'done', message: `${added.name} is installed. It is off and has nothing granted.` })
  }
  if (!server)
    return (
      <div className="do">
        <Button first icon="plus" busy={busy} keys={`${ctrl} Enter`} onClick={() => run(install())}>
          Install
        </Button>
        <span className="quiet cut">It stays off, with nothing granted.</span>
      </div>
    )
  const open = hashOf({ screen: 'server', id: server.id, tab: 'tools' })
  return (
    <div className="do">
      {server.enabled ? (
        <a className="button first" href={open}>
          Open
        </a>
      ) : (
        <>
          <Button first icon="power" busy={busy} keys={`${ctrl} Enter`} onClick={() => run(switchServer(server, true))}>
            {server.missing.length > 0 && !server.withheld ? 'Switch on…' : 'Switch on'}
          </Button>
          <a className="button" href={open}>
            Open
          </a>
        </>
      )}
      <span className="quiet cut">
        {server.name === name ? 'Installed' : `Installed as ${server.name}`}
        {server.enabled ? ', clients can use it.' : ', clients cannot use it yet.'}
      </span>
    </div>
  )
}
