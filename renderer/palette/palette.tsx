import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useMemo, useState } from 'react'
import { useMirror } from '../store/store.ts'
import { Icon } from '../ui/icon.tsx'
import { entriesOf } from './entries.ts'
import type { Entry } from './entry.ts'
import { find, type Group } from './find.ts'
import { openPalette, usePalette } from './open.ts'
import { recentKeys, remember } from './recent.ts'
import { useLatest } from './use-latest.ts'

/** Go to or run: every place and every command, by a few letters. */
export function Palette() {
  const open = usePalette((state) => state.open)
  return (
    <Dialog.Root open={open} onOpenChange={openPalette}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog palette" aria-label="Go to or run">
          <Finder />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Finder() {
  // Only what entries are made of: usage and health change every second.
  const servers = useMirror((state) => state.snapshot?.servers)
  const clients = useMirror((state) => state.snapshot?.clients)
  const home = useMirror((state) => state.snapshot?.home ?? '')
  const mode = useMirror((state) => state.snapshot?.mode ?? 'browser')
  const latest = useLatest()
  const [search, setSearch] = useState('')
  // As they were when it opened: nothing moves under the finger.
  const [now] = useState(() => Date.now())
  const [recent] = useState(recentKeys)
  const entries = useMemo(
    () => (servers && clients ? entriesOf({ servers, clients, home, mode }, latest, now) : []),
    [servers, clients, home, mode, latest, now],
  )
  const groups = useMemo(() => find(entries, search, recent), [entries, search, recent])
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      mode="list"
      value={search}
      onValueChange={setSearch}
      itemToStringValue={(entry: Entry) => entry.text}
      autoHighlight="always"
      keepHighlight
    >
      <div className="palette-field">
        <Icon name="search" />
        <Autocomplete.Input
          className="palette-input"
          aria-label="Go to or run"
          placeholder="A server, tool, screen or action"
          onKeyDown={(event) => {
            if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault()
              openPalette(false)
            }
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <Autocomplete.List className="palette-list">
        {(group: Group) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className={group.value === 'Found' ? 'sr' : 'palette-group'}>
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => <Line key={entry.key} entry={entry} search={search} choose={setSearch} />}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <Autocomplete.Empty className="palette-empty">
        {search.trim() !== '' && groups.length === 0 && (
          <>
            <b>Nothing is called “{search.trim().slice(0, 60)}”</b>
            <span className="quiet">
              Servers, tools, screens, clients, actions, and the latest calls were searched.
            </span>
          </>
        )}
      </Autocomplete.Empty>
    </Autocomplete.Root>
  )
}

function Line({ entry, search, choose }: { entry: Entry; search: string; choose: (search: string) => void }) {
  const run = () => {
    choose(search)
    remember(entry.key)
    openPalette(false)
    // Whatever it opens takes the focus after the palette has given it back.
    setTimeout(entry.run)
  }
  return (
    <Autocomplete.Item value={entry} className="palette-item" onClick={run}>
      <Icon name={entry.icon} />
      <span className="cut">
        {entry.text}
        {entry.second && <small>{entry.second}</small>}
      </span>
      <span className="palette-kind">{entry.keys ? <kbd>{entry.keys}</kbd> : entry.kind}</span>
    </Autocomplete.Item>
  )
}
