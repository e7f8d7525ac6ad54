import type { ReactNode } from 'react'
import { Switch } from '../ui/switch.tsx'

interface Props {
  label: string
  on: boolean
  change: (on: boolean) => Promise<unknown>
  /** What that means, for as long as it is so. */
  children: ReactNode
}

/** A switch, what it is for, and what it means as it is now. */
export function SwitchSetting({ label, on, change, children }: Props) {
  return (
    <div className="one-setting">
      <Switch label={label} on={on} change={change} />
      <span aria-hidden="true">{label}</span>
      <p className="quiet">{children}</p>
    </div>
  )
}

/** A setting that is no switch. */
export function Setting({ label, children, hint }: { label: string; children: ReactNode; hint?: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="stack">
        <span className="row wrap">{children}</span>
        {hint && <span className="quiet">{hint}</span>}
      </dd>
    </>
  )
}
