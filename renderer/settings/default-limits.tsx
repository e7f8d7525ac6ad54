import { defaultLimits, type Limits } from '../../shared/domain.ts'
import { setSetting } from '../act.ts'
import { LimitCell } from '../grants/limit-cell.tsx'
import { limitRows, limitText } from '../grants/limit-text.ts'
import { Button } from '../ui/button.tsx'

/** What servers may use that are installed from now on. */
export function DefaultLimits({ limits }: { limits: Limits }) {
  const changed = limitRows.some(({ name }) => limits[name] !== defaultLimits[name])
  return (
    <section className="block stack" aria-label="New servers">
      <div className="head">
        <h2>New servers</h2>
        <span className="quiet cut">may use at most; those that are installed keep their own limits</span>
        {changed && (
          <span className="push">
            <Button small icon="undo" onClick={() => void setSetting({ limits: defaultLimits })}>
              Reset the limits
            </Button>
          </span>
        )}
      </div>
      <table className="table limits" aria-label="Limits of new servers">
        <colgroup>
          <col className="c-limit" />
          <col className="c-most" />
          <col />
        </colgroup>
        <thead className="sr">
          <tr>
            <th>Limit</th>
            <th>At most</th>
            <th>At the limit</th>
          </tr>
        </thead>
        <tbody>
          {limitRows.map((row) => (
            <tr key={row.name}>
              <td>{row.text}</td>
              <td className="most">
                <LimitCell
                  row={row}
                  value={limits[row.name]}
                  set={(value) => setSetting({ limits: { [row.name]: value } })}
                />
              </td>
              <td className="quiet cut">
                {limits[row.name] === defaultLimits[row.name]
                  ? row.held
                  : `usually ${limitText(row.unit, defaultLimits[row.name])}; ${row.held}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
