import { Menu } from '@base-ui/react/menu'
import { Icon, type IconName } from './icon.tsx'

export interface MenuItem {
  text: string
  icon: IconName
  act: () => void
  /** A line above it: what follows is of another sort. */
  apart?: boolean
}

/** What is done seldom, behind one button. */
export function MoreMenu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  return (
    <Menu.Root>
      <Menu.Trigger className="button only bare" aria-label={label} title={label}>
        <Icon name="more" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {items.map(({ text, icon, act, apart }) => (
              <Menu.Item key={text} className={apart ? 'menu-item apart' : 'menu-item'} onClick={act}>
                <Icon name={icon} />
                {text}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
