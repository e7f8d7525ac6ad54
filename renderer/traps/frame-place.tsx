import type { TrapFrame } from '../../shared/domain.ts'
import { editorLink } from '../../shared/editor-link.ts'
import { placeOf } from '../../shared/trap-words.ts'
import { copy } from '../act.ts'
import { useMirror } from '../store/store.ts'
import { say } from '../store/window.ts'
import { Plain } from '../ui/plain.tsx'
import { safeText } from '../words/hidden.ts'

/** Opens the line in the person's editor where the file is here and an editor was chosen in the settings; else copies where it is. */
export function FramePlace({ frame, source }: { frame: TrapFrame; source: string | null }) {
  const editor = useMirror((state) => state.snapshot?.settings.editor ?? 'none')
  const desktop = useMirror((state) => state.snapshot?.mode === 'desktop')
  const place = placeOf(frame)
  const { at } = frame
  if (!at) return <span title={safeText(place)}>{place}</span>
  const link = source === null ? undefined : editorLink(editor, source, at.line, at.column)
  if (link !== undefined)
    return (
      <a
        className="link place"
        href={link}
        aria-label={safeText(place)}
        title={safeText(`Open ${source}:${at.line}`)}
        rel="noreferrer"
        {...(desktop && { target: '_blank' })}
      >
        <Place text={place} />
      </a>
    )
  const where = `${source ?? at.file}:${at.line}`
  return (
    <button
      type="button"
      className="link place"
      aria-label={safeText(place)}
      title={safeText(`Copy ${where}`)}
      onClick={() => void copy(where).then((done) => done && say({ tone: 'done', message: 'Path and line copied.' }))}
    >
      <Place text={place} />
    </button>
  )
}

/** In a narrow column the folders give way, never the file and its line. */
function Place({ text }: { text: string }) {
  const end = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1
  return (
    <>
      <span className="cut">
        <Plain text={text.slice(0, end)} />
      </span>
      <span>
        <Plain text={text.slice(end)} />
      </span>
    </>
  )
}
