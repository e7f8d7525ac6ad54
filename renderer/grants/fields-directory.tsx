import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Field, FieldGroup } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { at, type FieldsProps } from './fields.tsx'
import { FolderField } from './folder-field.tsx'

export function DirectoryFields({ draft, change, wrong }: FieldsProps<'directory'>) {
  const [more, setMore] = useState(draft.guestPath !== '')
  return (
    <>
      <FolderField
        label="Folder"
        path={draft.path}
        change={(path) => change({ ...draft, path })}
        wrong={at(wrong, 'main')}
      />
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
