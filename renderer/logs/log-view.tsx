import { useMemo, useState } from 'react'
import type { LogLine } from '../../shared/records.ts'
import { problemOf } from '../connection.ts'
import { olderLines, want } from '../store/records.ts'
import { useMirror } from '../store/store.ts'
import { say } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Segments } from '../ui/segments.tsx'
import { useOnce } from '../ui/use-once.ts'
import { counted } from '../words/amounts.ts'
import { asText, fits, type Level } from './filter-lines.ts'
import { LogLines } from './log-lines.tsx'

interface Props {
  /** One server's id, or `''` for all. */
  scope: string
  filter: string
}

/** The live log. While it does not follow, what is read stands still: newer lines wait. */
export function LogView({ scope, filter }: Props) {
  const live = useMirror((state) => state.logs[scope])
  useOnce(() => want('logs', scope), `logs ${scope}`)
  // The lines as they were when following was paused; null while it follows.
  const [held, setHeld] = useState<LogLine[] | null>(null)
  const [level, setLevel] = useState<Level>('all')
  const [wrap, setWrap] = useState(false)

  const lines = held ?? live
  const shown = useMemo(() => (lines ?? []).filter((line) => fits(line, level, filter)), [lines, level, filter])
  const newer = useMemo(() => {
    const last = held?.at(-1)?.seq ?? -1
    return held && live ? live.filter((line) => line.seq > last && fits(line, level, filter)).length : 0
  }, [held, live, level, filter])

  if (!live || !lines) return <div className="body" aria-busy="true" />
  if (live.length === 0) {
    return (
      <div className="body">
        <Empty title={scope === '' ? 'No lines yet' : `${scope} has written nothing`}>
          A quiet server is fine. What it prints to stderr shows up here, and what it prints to stdout by mistake.
        </Empty>
      </div>
    )
  }
  const follow = (on: boolean) => setHeld(on ? null : live)
  const older = async () => {
    try {
      const found = await olderLines(scope)
      setHeld((now) => [...found, ...(now ?? live)])
      return found.length
    } catch (error) {
      say({ tone: 'failed', message: problemOf(error).message })
      return 0
    }
  }

  return (
    <>
      <div className="bar slim">
        <Segments
          label="Level"
          value={level}
          change={setLevel}
          options={[
            { value: 'all', text: 'All' },
            { value: 'warnings', text: 'Warnings' },
            { value: 'errors', text: 'Errors' },
          ]}
        />
        <span className="quiet cut">{counted(shown.length, 'line')}</span>
        <span className="row push">
          <CopyButton only text={asText(shown)} label="Copy these lines" />
          <Button small icon="wrap" wide aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
            Wrap
          </Button>
          <Button small icon="follow" data-key="f" aria-pressed={held === null} onClick={() => follow(held !== null)}>
            Follow
          </Button>
        </span>
      </div>
      {shown.length === 0 ? (
        <div className="body">
          <Empty title={filter ? `No line matches “${filter}”` : 'No lines of this level'}>
            {counted(lines.length, 'line')} searched.
          </Empty>
        </div>
      ) : (
        <LogLines
          lines={shown}
          find={filter}
          wrap={wrap}
          alone={scope !== ''}
          following={held === null}
          newer={newer}
          follow={follow}
          older={older}
        />
      )}
    </>
  )
}
