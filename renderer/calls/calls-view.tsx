import { useMemo, useState } from 'react'
import type { Call } from '../../shared/records.ts'
import { hashOf } from '../route.ts'
import { want } from '../store/records.ts'
import { useMirror } from '../store/store.ts'
import { Empty } from '../ui/empty.tsx'
import { Button } from '../ui/button.tsx'
import { Segments } from '../ui/segments.tsx'
import { useOnce } from '../ui/use-once.ts'
import { wentWrong } from '../words/outcomes.ts'
import { CallDetailPane } from './call-detail.tsx'
import { CallTable } from './call-table.tsx'

interface Props {
  /** One server's id, or `''` for all. */
  scope: string
  filter: string
  /** The call that is open. */
  item?: string | undefined
  open: (id: string | null) => void
}

/** The history beside one call. */
export function CallsView({ scope, filter, item, open }: Props) {
  const calls = useMirror((state) => state.calls[scope])
  const connected = useMirror((state) => state.snapshot?.clients.some(({ status }) => status === 'connected') ?? false)
  const [show, setShow] = useState<'all' | 'trouble'>('all')
  useOnce(() => want('calls', scope), `calls ${scope}`)
  const shown = useMemo(() => (calls ?? []).filter((call) => fits(call, filter, show)), [calls, filter, show])

  if (!calls) return <div className="body" aria-busy="true" />
  if (calls.length === 0 && !item) {
    return (
      <div className="body">
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
      </div>
    )
  }
  return (
    <div className={item ? 'cols calls-cols' : 'cols calls-cols one'}>
      <div className="left">
        <div className="bar slim">
          <Segments
            label="Outcome"
            value={show}
            change={setShow}
            options={[
              { value: 'all', text: 'All' },
              { value: 'trouble', text: 'Trouble', number: calls.filter(wentWrong).length },
            ]}
          />
        </div>
        {shown.length === 0 ? (
          <div className="body">
            <Empty
              title={filter ? `No call matches “${filter}”` : 'No call went wrong'}
              actions={filter ? undefined : <Button onClick={() => setShow('all')}>Show all calls</Button>}
            >
              {filter ? 'Tools, clients, arguments and the beginnings of results were searched.' : undefined}
            </Empty>
          </div>
        ) : (
          <CallTable calls={shown} scope={scope} item={item} open={open} />
        )}
      </div>
      {item && <CallDetailPane key={item} id={item} calls={shown} open={open} />}
    </div>
  )
}

function fits(call: Call, filter: string, show: 'all' | 'trouble'): boolean {
  if (show === 'trouble' && !wentWrong(call)) return false
  if (!filter) return true
  const all = `${call.tool}\n${call.server}\n${call.client}\n${call.argsPreview}\n${call.resultPreview ?? ''}\n${call.reason ?? ''}`
  return all.toLowerCase().includes(filter.toLowerCase())
}
