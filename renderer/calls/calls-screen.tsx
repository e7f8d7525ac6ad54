import { go } from '../route.ts'
import { Top } from '../frame/top.tsx'
import { CallsView } from './calls-view.tsx'
import { FilterBar } from './filter-bar.tsx'
import { useFilter } from './use-filter.ts'

/** Calls of all servers. */
export function CallsScreen({ item }: { item?: string | undefined }) {
  const filtering = useFilter('')
  return (
    <>
      <Top title="Calls">
        <FilterBar scope="" {...filtering} />
      </Top>
      <CallsView
        scope=""
        filtering={filtering}
        item={item}
        open={(id) => go({ screen: 'calls', ...(id && { item: id }) })}
      />
    </>
  )
}
