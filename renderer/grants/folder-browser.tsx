import { useEffect, useRef, useState } from 'react'
import type { FolderView } from '../../shared/access.ts'
import type { Problem } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { useUserHome } from '../store/user-home.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { useRoving } from '../ui/roving.ts'
import { safeText } from '../words/hidden.ts'
import { tilde } from '../words/paths.ts'

interface Props {
  /** Where looking begins; the own folder where that is not one. */
  start: string
  choose: (path: string) => void
}

/** Chooses a folder of the computer that Belljar runs on, where no system dialog can do it. */
export function FolderBrowser({ start, choose }: Props) {
  const [view, setView] = useState<FolderView | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const begun = useRef(false)
  const refocus = useRef(false)
  const home = useUserHome()

  /** `focus`: the keys go on working in the list that comes. */
  const look = async (path: string, focus = true) => {
    try {
      const found = await ask('folders.look', { path })
      refocus.current = focus
      setView(found)
      setProblem(null)
    } catch (error) {
      setProblem(problemOf(error))
      return false
    }
    return true
  }
  useEffect(() => {
    if (refocus.current) box.current?.querySelector<HTMLElement>('[data-stop="0"]')?.focus()
    refocus.current = false
  }, [view])
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void look(start.trim() || '~').then((found) => found || look('~'))
  })

  return (
    <div className="browser" ref={box} role="group" aria-label="Choose a folder">
      <div className="row browser-head">
        <IconButton
          icon="left"
          label="The folder above"
          small
          disabled={!view?.parent}
          onClick={() => view?.parent && void look(view.parent)}
        />
        <span className="mono cut" title={view ? safeText(view.path) : undefined} role="status">
          {view && <Plain text={tilde(view.path, home)} />}
        </span>
        <span className="push">
          <Button small disabled={!view || view.refused !== undefined} onClick={() => view && choose(view.path)}>
            Use this folder
          </Button>
        </span>
      </div>
      {view && <FolderList key={view.path} view={view} look={look} />}
      {(problem || view?.refused) && (
        <p className="browser-note second">
          <Icon name="denied" mark="denied" />
          <span>
            <Plain text={problem?.message ?? view?.refused ?? ''} />
          </span>
        </p>
      )}
    </div>
  )
}

function FolderList({ view, look }: { view: FolderView; look: (path: string) => Promise<unknown> }) {
  const { listProps, stop } = useRoving<HTMLUListElement>(view.folders.length)
  const slash = view.path.includes('\\') ? '\\' : '/'
  const inside = (name: string) => (view.path.endsWith(slash) ? view.path : view.path + slash) + name
  if (view.folders.length === 0) return <p className="browser-note quiet">No folders in it.</p>
  return (
    <ul
      className="browser-list"
      aria-label="Folders"
      {...listProps}
      onKeyDown={(event) => {
        if ((event.key === 'Backspace' || event.key === 'ArrowLeft') && view.parent) {
          event.preventDefault()
          void look(view.parent)
        } else listProps.onKeyDown(event)
      }}
    >
      {view.folders.map((name, index) => (
        <li key={name}>
          <button type="button" className="row" {...stop(index)} onClick={() => void look(inside(name))}>
            <Icon name="folder" />
            <span className="cut" title={safeText(name)}>
              <Plain text={name} />
            </span>
            <Icon name="right" />
          </button>
        </li>
      ))}
    </ul>
  )
}
