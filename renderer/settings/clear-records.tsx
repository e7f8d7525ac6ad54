import { useState } from 'react'
import type { RecordsSize } from '../../shared/catalog.ts'
import { act } from '../act.ts'
import { ctrl } from '../frame/keys.ts'
import { reloadRecords } from '../store/records.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { counted } from '../words/amounts.ts'

type What = 'logs' | 'calls' | 'traps'
const all: readonly What[] = ['logs', 'calls', 'traps']

interface Props {
  size: RecordsSize | null
  close: () => void
  cleared: (size: RecordsSize) => void
}

/** Asks which records go. They cannot be brought back. */
export function ClearRecords({ size, close, cleared }: Props) {
  const [what, setWhat] = useState<readonly What[]>(['logs'])
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const texts: Record<What, string> = {
    logs: size ? `Logs, ${counted(size.lines, 'line')}` : 'Logs',
    calls: size ? `Calls with their arguments and results, ${counted(size.calls, 'call')}` : 'Calls',
    traps: size ? `Traps, ${counted(size.traps, 'trap')}` : 'Traps',
  }
  const clear = async () => {
    if (what.length === 0) return setTried(true)
    setBusy(true)
    const left = await act('records.clear', { what: [...what] })
    setBusy(false)
    if (!left) return
    cleared(left)
    void reloadRecords()
    say({ tone: 'done', message: `${capital(what.join(' and '))} of all servers were cleared.` })
    close()
  }
  return (
    <FormDialog
      title="Clear records of all servers"
      dirty={false}
      close={close}
      submit={() => void clear()}
      actions={
        <>
          <Button bare onClick={close}>
            Keep them
          </Button>
          <Button className="danger" busy={busy} keys={`${ctrl} Enter`} onClick={() => void clear()}>
            Clear {what.length === 0 ? 'what is chosen' : what.join(' and ')}
          </Button>
        </>
      }
    >
      <p className="second">What is cleared is gone: Belljar cannot bring it back. What comes from now on is kept.</p>
      <div role="group" aria-label="What to clear" className="stack">
        {all.map((one) => (
          <label key={one} className="row">
            <input
              type="checkbox"
              checked={what.includes(one)}
              onChange={(event) => {
                setTried(false)
                setWhat(all.filter((each) => (each === one ? event.target.checked : what.includes(each))))
              }}
            />
            {texts[one]}
          </label>
        ))}
      </div>
      {tried && (
        <p className="mistake-line" role="alert">
          Choose what to clear.
        </p>
      )}
    </FormDialog>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
