import { useState } from 'react'

interface Props {
  /** Its name for everyone who does not see what it stands beside. */
  label: string
  on: boolean
  /** Neither: what the person wants is not what is. */
  mixed?: boolean
  change: (on: boolean) => Promise<unknown>
  tabIndex?: number
}

/** Says what the person wants. It moves when the host has agreed, which takes a few milliseconds. */
export function Switch({ label, on, mixed, change, tabIndex }: Props) {
  const [busy, setBusy] = useState(false)
  const press = () => {
    if (busy) return
    setBusy(true)
    void change(!on).finally(() => setBusy(false))
  }
  return (
    <button
      type="button"
      className="switch"
      role="switch"
      aria-checked={mixed ? 'mixed' : on}
      aria-label={label}
      aria-busy={busy || undefined}
      tabIndex={tabIndex}
      onClick={press}
    />
  )
}
