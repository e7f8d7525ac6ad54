import { useState, type ReactNode } from 'react'
import { act } from '../act.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/text-input.tsx'
import type { Wrong } from './fields.tsx'
import { FolderBrowser } from './folder-browser.tsx'

interface Props {
  label: string
  path: string
  change: (path: string) => void
  wrong: Wrong | null
  /** Stands beside the button that chooses. */
  children?: ReactNode
}

/** A folder of the computer that Belljar runs on: typed, or chosen in the system's dialog where there is one. */
export function FolderField({ label, path, change, wrong, children }: Props) {
  const canPick = useMirror((state) => state.snapshot?.canPickFolder ?? false)
  const [browsing, setBrowsing] = useState(false)
  const pick = async () => {
    if (!canPick) return setBrowsing(!browsing)
    const start = path.trim()
    const picked = await act('folders.pick', start ? { start } : {})
    if (picked) change(picked)
  }
  return (
    <>
      <Field label={label} mistake={wrong}>
        {(wiring) => (
          <span className="row">
            <TextInput {...wiring} mono value={path} placeholder="~/src/project" change={change} />
            <Button
              icon="folder"
              {...(!canPick && { 'aria-expanded': browsing, 'aria-pressed': browsing })}
              onClick={() => void pick()}
            >
              Choose…
            </Button>
            {children}
          </span>
        )}
      </Field>
      {browsing && (
        <FolderBrowser
          start={path}
          choose={(chosen) => {
            change(chosen)
            setBrowsing(false)
          }}
        />
      )}
    </>
  )
}
