import type { HealthHistory } from '../../shared/watching.ts'
import { Ago } from '../ui/ago.tsx'
import { Plain } from '../ui/plain.tsx'
import { Spark } from '../ui/spark.tsx'
import { Strip } from '../ui/strip.tsx'
import { percent, sum } from '../words/activity.ts'
import { count, counted, duration, written } from '../words/amounts.ts'
import { stripText } from '../words/health.ts'

interface Props {
  /** Null until it is there. */
  history: HealthHistory | null
  hours: number
}

export function ChecksPart({ history, hours }: Props) {
  if (!history) return <div className="health-plot" aria-busy="true" />
  const times = history.checks.flatMap(({ passed, ms }) => (ms === null ? [] : [{ passed, ms }]))
  const passed = sum(times.map((one) => one.passed))
  const mean = passed === 0 ? null : sum(times.map((one) => one.ms * one.passed)) / passed
  return (
    <div className="health-plot">
      <Strip slots={history.checks} label={stripText(history.checks, hours)} large />
      <div className="ticks" aria-hidden="true">
        <span>{tick(hours)}</span>
        <span>{tick(hours / 2)}</span>
        <span>now</span>
      </div>
      <p className="second">
        {stripText(history.checks, hours)}
        {mean !== null && `, ${written(duration(mean))} each`}.
      </p>
    </div>
  )
}

function tick(hours: number): string {
  return hours > 24 ? `${hours / 24} d ago` : `${hours} h ago`
}

/** One small plot for each tool that was called, all of one scale. */
export function ToolsPart({ history, hours }: Props) {
  if (!history) return null
  const most = Math.max(1, ...history.tools.flatMap(({ calls }) => calls))
  return (
    <div className="block">
      <div className="head">
        <h3>Failed calls per tool</h3>
      </div>
      {history.tools.length === 0 ? (
        <p className="second">No tool was called in the last {hours > 24 ? `${hours / 24} days` : `${hours} h`}.</p>
      ) : (
        <ul className="tool-rates" aria-label="Failed calls per tool">
          {history.tools.map(({ tool, calls, failed }) => {
            const [all, bad] = [sum(calls), sum(failed)]
            return (
              <li key={tool}>
                <span className="mono cut">
                  <Plain text={tool} />
                </span>
                <span className={bad > 0 ? 'num' : 'num quiet'}>
                  {bad === 0 ? 'none' : percent(bad / all)} <small>of {count(all)}</small>
                </span>
                <Spark calls={calls} failed={failed} most={most} label={`${bad} of ${counted(all, 'call')} failed`} />
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

export function FailuresPart({ history }: Pick<Props, 'history'>) {
  if (!history || history.failures.length === 0) return null
  return (
    <div className="block">
      <div className="head">
        <h3>Failed checks</h3>
        <span className="quiet">{history.failures.length}</span>
      </div>
      <ul className="failures" aria-label="Failed checks">
        {together(history.failures).map(({ at, text, times }) => (
          <li key={at}>
            <span className="quiet">
              <Ago at={at} />
            </span>
            <span>
              <Plain text={text} />
              {times > 1 && <span className="quiet"> {times} times in a row</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The same text minute after minute is one line. */
function together(failures: HealthHistory['failures']): { at: number; text: string; times: number }[] {
  const lines: { at: number; text: string; times: number }[] = []
  for (const { at, text } of failures) {
    const last = lines.at(-1)
    if (last?.text === text) last.times++
    else lines.push({ at, text, times: 1 })
  }
  return lines
}
