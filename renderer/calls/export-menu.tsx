import { Menu } from '@base-ui/react/menu'
import { Icon } from '../ui/icon.tsx'
import type { CallQuery } from './call-filter.ts'
import { exportCalls, formats, type Format } from './export-calls.ts'

export function ExportMenu({ query }: { query: CallQuery }) {
  return (
    <Menu.Root>
      <Menu.Trigger className="button wide">
        <Icon name="export" />
        Export…
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
