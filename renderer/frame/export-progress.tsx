import { useExport } from '../store/exporting.ts'
import { Button } from '../ui/button.tsx'
import { Meter } from '../ui/meter.tsx'
import { count } from '../words/amounts.ts'

/** How far an export of lines is, on whatever page. Only its beginning is read out. */
export function ExportProgress() {
  const now = useExport((state) => state.now)
  if (!now) return null
  const { done, all, cancel } = now
  return (
    <div className="floating toast">
      <span role="status" className="sr">
        Exporting
      </span>
      <span aria-live="off">
        {count(done)}
        {all !== null && ` of ${count(Math.max(all, done))}`} lines
      </span>
      {all !== null && (
        <span className="export-meter" aria-live="off">
          <Meter share={Math.min(1, done / Math.max(1, all))} label="Export" tone="starting" />
        </span>
      )}
      <Button small onClick={cancel}>
        Cancel
      </Button>
    </div>
  )
}
