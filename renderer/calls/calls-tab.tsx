import { go } from '../route.ts'
import { CallsView } from './calls-view.tsx'
import { FilterBar } from './filter-bar.tsx'
import { useFilter } from './use-filter.ts'

/** Calls of one server, in its tab. */
export function CallsTab({ server, item }: { server: string; item?: string | undefined }) {
  const filtering = useFilter(server)
  return (
    <>
      <div className="bar slim">
        <FilterBar scope={server} {...filtering} />
      </div>
      <CallsView
        scope={server}
        filtering={filtering}
        item={item}
        open={(id) => go({ screen: 'server', id: server, tab: 'calls', ...(id && { item: id }) })}
      />
    </>
  )
}
