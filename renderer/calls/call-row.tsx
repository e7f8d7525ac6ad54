import type { Call } from '../../shared/records.ts'
import { AmountText } from '../ui/amount.tsx'
import { useNow } from '../ui/now.ts'
import { Plain } from '../ui/plain.tsx'
import { OutcomeText } from '../ui/state.tsx'
import { bytes, duration } from '../words/amounts.ts'
import { callerName } from '../words/clients.ts'
import { safeText } from '../words/hidden.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { clockOrDay, exactly } from '../words/times.ts'
import { MemoryWarning } from './call-memory.tsx'

interface Props {
  call: Call
  index: number
  /** The list is of one server: its name need not be repeated. */
  alone: boolean
  chosen: boolean
  stop: { 'data-stop': number; tabIndex: number; onFocus: () => void }
  open: (id: string) => void
}

export function CallRow({ call, index, alone, chosen, stop, open }: Props) {
  const now = useNow()
  return (
    <tr
      className={chosen ? 'chosen' : undefined}
      aria-current={chosen || undefined}
      aria-rowindex={index + 2}
      onClick={() => open(call.id)}
    >
      <td className="quiet" title={exactly(call.at)}>
        {clockOrDay(call.at, now)}
      </td>
      <td title={safeText(`${call.server} ${call.tool} ${call.argsPreview}`)}>
        <button type="button" className="row-name" data-id={call.id} {...stop}>
          <span className="name">
            <Plain text={call.tool} />
          </span>
        </button>{' '}
        {!alone && <span className="quiet of">{call.server} </span>}
        <MemoryWarning call={call} />
        <span className="quiet mono preview">
          <Plain text={call.argsPreview === '{}' ? '' : call.argsPreview} />
        </span>
      </td>
      <td className="wide second" title={safeText(call.client)}>
        <Plain text={callerName(call.client)} />
      </td>
      <td className="num">{call.durationMs !== undefined && <AmountText amount={duration(call.durationMs)} />}</td>
      <td className="num wide quiet">
        {call.resultBytes !== undefined && <AmountText amount={bytes(call.resultBytes)} />}
      </td>
      <td title={call.reason && safeText(call.reason)}>
        <OutcomeText words={outcomeWords(call.outcome)} />
      </td>
    </tr>
  )
}
