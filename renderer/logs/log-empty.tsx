import { hashOf } from '../route.ts'
import { useServer } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { isFiltered, noFilters, without, type LogFilters } from './log-filters.ts'
import type { LogTail } from './tail.ts'
import { usePart } from './use-tail.ts'

interface Props {
  tail: LogTail
  filters: LogFilters
  change: (filters: LogFilters) => void
  own: string | undefined
}

/** Stands where the first line would stand. */
export function LogEmpty({ tail, filters, change, own }: Props) {
  const { server, find } = filters
  const known = useServer(server ?? '')
  const problem = usePart(tail, (view) => view.problem)
  const opening = usePart(tail, (view) => view.opening)
  if (problem) {
    return (
      <div className="body">
        <div className="block">
          <Trouble
            problem={problem}
            actions={
              <Button small onClick={() => tail.go('newest')}>
                Try again
              </Button>
            }
          />
        </div>
      </div>
    )
  }
  if (opening) return <div className="body" aria-busy="true" />
  const clear = () => change({ ...noFilters, ...(server !== undefined && { server }) })
  return (
    <div className="body">
      {isFiltered(filters) ? (
        <Empty
          title={find === '' ? 'No such lines' : `No line contains “${find}”`}
          actions={<Button onClick={clear}>Clear filters</Button>}
        >
          {server === undefined ? 'All lines that are kept' : `All lines of ${server} that are kept`} were searched
          under these filters. Lines that come will appear here.
        </Empty>
      ) : server !== undefined && own === undefined && !known ? (
        <Empty
          title={`There is no server ${server}`}
          actions={<Button onClick={() => change(without(filters, 'server'))}>Show all servers</Button>}
        >
          It was removed, and its lines with it.
        </Empty>
      ) : (
        <Empty
          title={server === undefined ? 'No lines yet' : `${server} has written nothing`}
          actions={
            server === undefined && (
              <a className="button" href={hashOf({ screen: 'servers' })}>
                Show all servers
              </a>
            )
          }
        >
          A quiet server is fine. What it prints to stderr shows up here, and what it prints to stdout by mistake.
        </Empty>
      )}
    </div>
  )
}
