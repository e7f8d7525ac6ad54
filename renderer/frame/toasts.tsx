import { ExportProgress } from './export-progress.tsx'
import { ctrl } from './keys.ts'
import { forget, useWindow } from '../store/window.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'

/** Answers to what the person just did. Errors stay until they are dismissed. */
export function Toasts() {
  const toasts = useWindow((state) => state.toasts)
  return (
    <div className="toasts" role="log" aria-live="polite" aria-label="Messages">
      <ExportProgress />
      {toasts.map(({ id, tone, message, hint, undo }) => (
        <div key={id} className="floating toast" role={tone === 'failed' ? 'alert' : undefined}>
          <Icon name={tone === 'failed' ? 'failed' : 'ok'} mark={tone === 'failed' ? 'failed' : 'running'} />
          <p>
            <Plain text={message} />
            {hint && (
              <span className="second toast-hint">
                <Plain text={hint} />
              </span>
            )}
          </p>
          {undo && (
            <Button
              small
              keys={`${ctrl} Z`}
              onClick={() => {
                forget(id)
                undo()
              }}
            >
              Undo
            </Button>
          )}
          <IconButton icon="close" label="Dismiss" small onClick={() => forget(id)} />
        </div>
      ))}
    </div>
  )
}
