import { FolderField } from '../grants/folder-field.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { FieldGroup } from '../ui/field.tsx'
import { Segments } from '../ui/segments.tsx'
import type { FolderDraft } from './answers.ts'
import type { Part } from './part.ts'
import { PlansBox } from './plans-box.tsx'

const maxFolders = 20

/** One folder or several. A server that asks to change them may be given them to read only. */
export function FoldersPart({ answer, change, drafts, planned, wrong }: Part<'folders'>) {
  const { folders, most } = answer
  const set = (next: FolderDraft[]) => change({ ...answer, folders: next })
  const edit = (index: number, edited: Partial<FolderDraft>) =>
    set(folders.map((each, at) => (at === index ? { ...each, ...edited } : each)))
  const wrongAt = (folder: FolderDraft) => {
    const at = drafts.indexOf(folder)
    return at < 0 ? null : (wrong[at] ?? null)
  }
  return (
    <>
      {folders.map((folder, index) => (
        <div key={index} className="stack folder-part">
          <FolderField
            label={index === 0 ? 'Folder' : `Folder ${index + 1}`}
            path={folder.path}
            change={(path) => edit(index, { path })}
            wrong={wrongAt(folder)}
          >
            {folders.length > 1 && (
              <IconButton
                icon="close"
                label={`Leave out folder ${index + 1}`}
                onClick={() => set(folders.filter((_, at) => at !== index))}
              />
            )}
          </FolderField>
          {most === 'write' && (
            <FieldGroup label="It may">
              <Segments
                label={folders.length > 1 ? `What it may do in folder ${index + 1}` : 'What it may do in the folder'}
                value={folder.access}
                change={(access) => edit(index, { access })}
                options={[
                  { value: 'read', text: 'Read' },
                  { value: 'write', text: 'Read and change' },
                ]}
              />
            </FieldGroup>
          )}
        </div>
      ))}
      {folders.length < maxFolders && folders.every(({ path }) => path.trim() !== '') && (
        <div className="field">
          <span />
          <div>
            <Button
              bare
              small
              icon="plus"
              className="more"
              onClick={() => set([...folders, { kind: 'directory', path: '', access: most, guestPath: '' }])}
            >
              Another folder
            </Button>
          </div>
        </div>
      )}
      <PlansBox planned={planned} />
    </>
  )
}
