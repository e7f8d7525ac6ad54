import { Menu } from '@base-ui/react/menu'
import { Icon } from '../ui/icon.tsx'
import { formats, type Format } from './export.ts'

export function ExportMenu({ save }: { save: (format: Format) => void }) {
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
              <Menu.Item key={format} className="menu-item" onClick={() => save(format)}>
                {formats[format].text}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
