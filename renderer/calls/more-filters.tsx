import { Popover } from '@base-ui/react/popover'
import { Icon } from '../ui/icon.tsx'
import { ClientSelect } from './client-select.tsx'
import { ToolSelect } from './tool-select.tsx'
import type { Filtering } from './use-filter.ts'

/** In narrow windows: the filters that have no room beside the others. */
export function MoreFilters({ scope, filter, change }: Pick<Filtering, 'filter' | 'change'> & { scope: string }) {
  return (
    <span className="narrow">
      <Popover.Root>
        <Popover.Trigger className="button only" aria-label="More filters" title="More filters">
          <Icon name="filter" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className="menu-place" sideOffset={4} align="end">
            <Popover.Popup className="menu stack" aria-label="More filters">
              <ClientSelect value={filter.client} change={(client) => change({ client })} />
              <ToolSelect server={scope || filter.server} value={filter.tool} change={(tool) => change({ tool })} />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </span>
  )
}
