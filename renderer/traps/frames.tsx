import { useState } from 'react'
import type { TrapFrame } from '../../shared/domain.ts'
import type { TrapDetail } from '../../shared/records.ts'
import { isLibrary, ownFrame } from '../../shared/trap-frames.ts'
import { Button } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { counted } from '../words/amounts.ts'
import { safeText } from '../words/hidden.ts'
import { FramePlace } from './frame-place.tsx'

/** A deep recursion has thousands of frames: nobody reads more than its first and last ones. */
const most = 60

/** Newest first; the first frame of the server's own code is marked. */
export function Frames({ trap: { frames, sources } }: { trap: TrapDetail }) {
  const [all, setAll] = useState(false)
  const own = ownFrame(frames)
  const rows = frames.map((frame, index) => ({ frame, source: sources[index] ?? null }))
  const library = frames.filter(isLibrary).length
  const hides = library > 2 && own !== undefined
  const few = hides && !all ? rows.filter(({ frame }, index) => !isLibrary(frame) || index === 0) : rows
  const shown = all ? few : few.slice(0, most)
  const hidden = frames.length - shown.length
  return (
    <section className="block frames" aria-label="Frames">
      <div className="head">
        <h2>Frames</h2>
        <span className="quiet cut">
          newest first
          {hidden > 0 &&
            (hides ? `, ${hidden} of the standard library hidden` : `, ${counted(hidden, 'other')} hidden`)}
        </span>
        {(hidden > 0 || all) && (
          <span className="push">
            <Button small bare onClick={() => setAll(!all)}>
              {all ? 'Show fewer' : `Show all ${frames.length}`}
            </Button>
          </span>
        )}
      </div>
      <table className="table mono" aria-label="Frames">
        <thead>
          <tr>
            <th className="f-n">#</th>
            <th>Function</th>
            <th className="f-at">File and line</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ frame, source }, position) => (
            <tr key={position} className={rowClass(frame, own)}>
              <td>{frame.index}</td>
              <td title={safeText(frame.func)}>
                <Plain text={frame.func} />
                {frame === own && <span className="sr">, the first frame of its own code</span>}
              </td>
              <td className={frame.at ? undefined : 'quiet'}>
                <FramePlace frame={frame} source={source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function rowClass(frame: TrapFrame, own: TrapFrame | undefined): string | undefined {
  if (frame === own) return 'here'
  return isLibrary(frame) ? 'std' : undefined
}
