/** The names of the columns. Each line says them in its own words to a screen reader. */
export function LogHead({ alone }: { alone: boolean }) {
  return (
    <div className="logs-head" aria-hidden="true">
      <div className="line">
        <span>Time</span>
        <span>Level</span>
        {!alone && <span>Server</span>}
        <span className="src">Source</span>
        <span>Line</span>
      </div>
    </div>
  )
}
