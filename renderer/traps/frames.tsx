import { useState } from 'react'
import type { TrapFrame } from '../../shared/domain.ts'
import { Button } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { counted } from '../words/amounts.ts'
import { safeText } from '../words/hidden.ts'
import { isLibrary, ownFrame } from '../../shared/trap-frames.ts'
import { placeOf } from '../../shared/trap-words.ts'

/** A deep recursion has thousands of frames: nobody reads more than its first and last ones. */
const most = 60

/** Newest first; the first frame of the server's own code is marked. */
export function Frames({ frames }: { frames: readonly TrapFrame[] }) {
  const [all, setAll] = useState(false)
  const own = ownFrame(frames)
  const library = frames.filter(isLibrary).length
  const hides = library > 2 && own !== undefined
  const few = hides && !all ? frames.filter((frame) => !isLibrary(frame) || frame.index === 0) : frames
  const shown = all ? few : few.slice(0, most)
  const hidden = frames.length - shown.length
  return (
    <section className="block frames" aria-label="Frames">
      <div className="head">
        <h2>Frames</h2>
        <span className="quiet cut">newest first{hidden > 0 && `, ${counted(hidden, 'other')} hidden`}</span>
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
          {shown.map((frame, position) => (
            <tr key={position} className={frame === own ? 'here' : isLibrary(frame) ? 'std' : undefined}>
              <td>{frame.index}</td>
              <td title={safeText(frame.func)}>
                <Plain text={frame.func} />
              </td>
              <td title={safeText(placeOf(frame))} className={frame.at ? undefined : 'quiet'}>
                <Plain text={placeOf(frame)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
