import { useEffect, useRef } from 'react'
import type { Server } from '../../shared/domain.ts'
import { grantKey, type Grant, type GrantSuggestion } from '../../shared/grants.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useRoving } from '../ui/roving.ts'
import { giveBack, revokeGrant } from './change-grants.ts'
import { addGrant, changeGrant } from './grant-form.ts'
import { GrantRow, RevokedRow } from './grant-row.tsx'
import { PolicyExport } from './policy-export.tsx'
import { PolicyImport } from './policy-import.tsx'
import { waitingChanges } from './settled.ts'

interface None {
  of: Grant['kind'][]
  icon: IconName
  text: string
  add: string
  suggest: GrantSuggestion
}

const none: None[] = [
  {
    of: ['directory'],
    icon: 'folder',
    text: 'No folders. It cannot open, read or change a file.',
    add: 'Add a folder…',
    suggest: { kind: 'directory', access: 'read' },
  },
  {
    of: ['host'],
    icon: 'host',
    text: 'No hosts. It cannot open a connection.',
    add: 'Add a host…',
    suggest: { kind: 'host' },
  },
  {
    of: ['environment', 'pass-through'],
    icon: 'env',
    text: 'No variables. The list it sees is empty.',
    add: 'Add a variable…',
    suggest: { kind: 'environment', secret: false },
  },
  {
    of: ['secret'],
    icon: 'key',
    text: 'No secrets.',
    add: 'Add a secret…',
    suggest: { kind: 'environment', secret: true },
  },
  {
    of: ['config'],
    icon: 'settings',
    text: 'No configuration values.',
    add: 'Add a value…',
    suggest: { kind: 'config', secret: false },
  },
  {
    of: ['keyvalue'],
    icon: 'store',
    text: 'No key-value store.',
    add: 'Add a store…',
    suggest: { kind: 'keyvalue' },
  },
]

const order: Grant['kind'][] = none.flatMap(({ of }) => of)

/** Everything it may touch, and each kind of thing of which it has nothing. */
export function GrantList({ server }: { server: Server }) {
  const settled = useMirror((state) => state.settled[server.id])
  const waiting = server.stale > 0 && settled ? waitingChanges(server, settled) : undefined
  const grants = [...server.grants].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const fresh = new Set(
    [...(waiting?.added ?? []), ...(waiting?.changed ?? []).map(({ after }) => after)].map(grantKey),
  )
  const { listProps, stop } = useRoving<HTMLUListElement>(grants.length)
  const refocus = useRef<number | null>(null)

  // The row that had the focus is gone: the keys go on in the one that took its place.
  useEffect(() => {
    const index = refocus.current
    if (index === null) return
    refocus.current = null
    const rows = listProps.ref.current?.querySelectorAll<HTMLElement>('[data-stop]')
    const next = rows?.[Math.min(index, rows.length - 1)] ?? document.querySelector<HTMLElement>('main [data-key="a"]')
    next?.focus()
  }, [server.grants, listProps.ref])

  return (
    <section className="block" aria-label="Grants">
      <div className="head">
        <h2>It may</h2>
        <span className="quiet cut">everything that is not listed is denied</span>
        <span className="push row">
          <PolicyImport server={server} />
          {grants.length > 0 && <PolicyExport server={server} />}
          <Button small icon="plus" data-key="a" onClick={() => addGrant(server.id)}>
            Add a grant…
          </Button>
        </span>
      </div>
      <ul className="grants" aria-label={`Grants of ${server.name}`} {...listProps}>
        {grants.map((grant, index) => (
          <GrantRow
            key={grantKey(grant)}
            grant={grant}
            waits={fresh.has(grantKey(grant))}
            stop={stop(index)}
            change={() => changeGrant(server.id, grant)}
            revoke={() => {
              refocus.current = index
              void revokeGrant(server, grant)
            }}
          />
        ))}
        {waiting?.revoked.map((grant) => (
          <RevokedRow key={grantKey(grant)} grant={grant} back={() => void giveBack(server.id, [grant])} />
        ))}
        {none
          .filter(({ of }) => ![...grants, ...(waiting?.revoked ?? [])].some(({ kind }) => of.includes(kind)))
          .map(({ icon, text, add, suggest }) => (
            <li key={icon} className="grant none">
              <Icon name={icon} />
              <p className="quiet">{text}</p>
              <span className="push">
                <Button bare small icon="plus" onClick={() => addGrant(server.id, suggest)}>
                  {add}
                </Button>
              </span>
            </li>
          ))}
      </ul>
    </section>
  )
}
