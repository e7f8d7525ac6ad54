import type { CatalogEntry } from '../../shared/catalog.ts'
import { replace } from '../route.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { useRoving } from '../ui/roving.ts'
import { ServerIcon } from '../ui/server-icon.tsx'

/** By name. What has the focus is what is shown. */
export function CatalogList({ entries, chosen }: { entries: readonly CatalogEntry[]; chosen: CatalogEntry }) {
  const { listProps, stop } = useRoving<HTMLUListElement>(
    entries.length,
    entries.findIndex(({ name }) => name === chosen.name),
  )
  return (
    <ul className="list" aria-label="Catalog" {...listProps}>
      {entries.map((entry, index) => {
        const { name, description, title, installed } = entry
        const row = stop(index)
        const choose = () => replace({ screen: 'catalog', item: name })
        const about = description ?? title
        return (
          <li key={name} className={name === chosen.name ? 'item two chosen' : 'item two'}>
            <ServerIcon server={entry} />
            <button
              type="button"
              className="pick"
              data-id={name}
              aria-current={name === chosen.name || undefined}
              {...row}
              onFocus={() => {
                row.onFocus()
                choose()
              }}
              onClick={choose}
            >
              <span className="name">{name}</span>
              {about && (
                <small className="cut">
                  <Plain text={about} />
                </small>
              )}
              {installed !== undefined && <span className="sr">, installed</span>}
            </button>
            {installed !== undefined && <Icon name="ok" mark="running" />}
          </li>
        )
      })}
    </ul>
  )
}
