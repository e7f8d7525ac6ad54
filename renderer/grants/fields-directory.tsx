import { useState } from 'react'
import { act } from '../act.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Field, FieldGroup } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { at, type FieldsProps } from './fields.tsx'
import { FolderBrowser } from './folder-browser.tsx'

export function DirectoryFields({ draft, change, wrong }: FieldsProps<'directory'>) {
  const canPick = useMirror((state) => state.snapshot?.canPickFolder ?? false)
  const [browsing, setBrowsing] = useState(false)
  const [more, setMore] = useState(draft.guestPath !== '')
  const pick = async () => {
    if (!canPick) return setBrowsing(!browsing)
    const start = draft.path.trim()
    const path = await act('folders.pick', start ? { start } : {})
    if (path) change({ ...draft, path })
  }
  return (
    <>
      <Field label="Folder" mistake={at(wrong, 'main')}>
        {(wiring) => (
          <span className="row">
            <TextInput
              {...wiring}
              mono
              value={draft.path}
              placeholder="~/src/project"
              change={(path) => change({ ...draft, path })}
            />
            <Button
              icon="folder"
              {...(!canPick && { 'aria-expanded': browsing, 'aria-pressed': browsing })}
              onClick={() => void pick()}
            >
              Choose…
            </Button>
          </span>
        )}
      </Field>
      {browsing && (
        <FolderBrowser
          start={draft.path}
          choose={(path) => {
            change({ ...draft, path })
            setBrowsing(false)
          }}
        />
      )}
      <FieldGroup label="It may">
        <Segments
          label="What it may do in the folder"
          value={draft.access}
          change={(access) => change({ ...draft, access })}
          options={[
            { value: 'read', text: 'Read' },
            { value: 'write', text: 'Read and change' },
          ]}
        />
      </FieldGroup>
      {more ? (
        <Field label="Seen as" hint="The path under which the server sees it. Empty: the same path.">
          {(wiring) => (
            <TextInput
              {...wiring}
              mono
              value={draft.guestPath}
              placeholder={draft.path.trim()}
              change={(guestPath) => change({ ...draft, guestPath })}
            />
          )}
        </Field>
      ) : (
        <div className="field">
          <span />
          <div>
            <Button bare small icon="right" aria-expanded={false} className="more" onClick={() => setMore(true)}>
              More
            </Button>
          </div>
        </div>
      )}
    </>
  )
}
