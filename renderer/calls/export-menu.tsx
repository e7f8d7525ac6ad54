import { Menu } from '@base-ui/react/menu'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { count } from '../words/amounts.ts'
import type { CallQuery } from './call-filter.ts'
import { cancelCallExport, exportCalls, formats, useCallExport, type Format } from './export-calls.ts'

/** While calls are written: how many are, and the way out. */
export function ExportMenu({ query }: { query: CallQuery }) {
  const done = useCallExport((state) => state.done)
  if (done !== null) {
    return (
      <span className="row">
        <span className="quiet num">
          <span className="sr" role="status">
            Exporting calls
          </span>
          {count(done)} exported
        </span>
        <Button onClick={cancelCallExport}>Cancel</Button>
      </span>
    )
  }
  return (
    <Menu.Root>
      <Menu.Trigger className="button" aria-label="Export…">
        <Icon name="export" />
        <span className="wide">Export…</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {(Object.keys(formats) as Format[]).map((format) => (
              <Menu.Item key={format} className="menu-item" onClick={() => void exportCalls(query, format)}>
                {formats[format].text}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
