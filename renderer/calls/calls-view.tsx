import type { Latency } from '../../shared/records.ts'
import { SpanFilter } from '../logs/time-filter.tsx'
import { hashOf } from '../route.ts'
import { useMirror } from '../store/store.ts'
import { useStatusTexts } from '../frame/page-status.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { counted, duration, written } from '../words/amounts.ts'
import { CallDetailPane } from './call-detail.tsx'
import { hourMs, noFilter, queryOf, type CallFilter, type Time } from './call-filter.ts'
import { CallTable } from './call-table.tsx'
import { CallsPlot } from './calls-plot.tsx'
import { isFiltered } from './filter-bar.tsx'
import { useCallList } from './use-call-list.ts'
import type { Filtering } from './use-filter.ts'
import { useLatency } from './use-latency.ts'

interface Props {
  /** One server's id, or `''` for all. */
  scope: string
  filtering: Filtering
  /** The call that is open. */
  item?: string | undefined
  open: (id: string | null) => void
}

/** The history with its plot, beside one call. */
export function CallsView({ scope, filtering, item, open }: Props) {
  const { filter, at, change } = filtering
  const { list, view, problem } = useCallList(queryOf(filter, at), JSON.stringify([filter, at]))
  const latency = useLatency(filter)
  const { time } = filter
  useStatusTexts(latency && numbersOf(latency, time))
  return (
    <div className={item ? 'cols calls-cols' : 'cols calls-cols one'}>
      <div className="left">
        {time.kind === 'span' && <SpanFilter time={time} change={(chosen) => change({ time: chosen })} />}
        <CallsPlot scope={scope} filtering={filtering} latency={latency} item={item} open={open} />
        {problem && !view.calls ? (
          <div className="block">
            <Trouble problem={problem} />
          </div>
        ) : view.calls?.length === 0 ? (
          <div className="body">
            <Nothing scope={scope} filter={filter} latency={latency} change={change} />
          </div>
        ) : (
          <CallTable list={list} view={view} scope={scope} item={item} open={open} />
        )}
      </div>
      {item && <CallDetailPane key={item} id={item} calls={view.calls ?? []} open={open} />}
    </div>
  )
}

function numbersOf({ calls, p50, p95 }: Latency, time: Time): string[] {
  const when = {
    last: time.kind === 'last' && time.ms > hourMs ? 'in the last 7 days' : 'in the last hour',
    today: 'today',
    all: 'in all',
    span: 'in this time',
  }[time.kind]
  const numbers = [['p50', p50] as const, ['p95', p95] as const]
  const said = numbers.flatMap(([name, ms]) => (ms === null ? [] : [`${name} ${written(duration(ms))}`]))
  return [`${counted(calls, 'call')} ${when}`, ...said]
}

interface NothingProps {
  scope: string
  filter: CallFilter
  latency: Latency | null
  change: Filtering['change']
}

function Nothing({ scope, filter, latency, change }: NothingProps) {
  const ever = useMirror(
    (state) => state.snapshot?.servers.some(({ id, callCount }) => callCount > 0 && (!scope || id === scope)) ?? false,
  )
  const connected = useMirror((state) => state.snapshot?.clients.some(({ status }) => status === 'connected') ?? false)
  if (!ever && !isFiltered(filter, scope)) {
    return (
      <Empty
        title="No calls yet"
        actions={
          !connected && (
            <a className="button" href={hashOf({ screen: 'clients' })}>
              Connect a client…
            </a>
          )
        }
      >
        Calls appear here as soon as a client uses a tool, with their arguments, their result and how long they took.
      </Empty>
    )
  }
  const { find, show } = filter
  const others = (latency?.calls ?? 0) > 0 || isFiltered(filter, scope)
  return (
    <Empty
      title={
        find
          ? `No call matches “${find}”`
          : show === 'errors'
            ? 'No call went wrong'
            : show === 'slow'
              ? 'No call was slow'
              : 'No calls in this time'
      }
      actions={
        <>
          {others && (
            <Button onClick={() => change({ ...noFilter, time: filter.time })}>Show all calls of this time</Button>
          )}
          {filter.time.kind !== 'all' && (
            <Button bare={others} onClick={() => change({ time: { kind: 'all' } })}>
              Search all that are kept
            </Button>
          )}
        </>
      }
    >
      {find && 'Tools, arguments, results and reasons were searched.'}
    </Empty>
  )
}
