import { useId, type ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { Plain } from './plain.tsx'

interface Wiring {
  id: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

interface Props {
  label: string
  hint?: ReactNode
  /** What is wrong with it, and below what to do. */
  mistake?: { text: string; hint?: string | undefined } | null | undefined
  children: (wiring: Wiring) => ReactNode
}

/** One field of a form with its label, and what is wrong with it right below. */
export function Field({ label, hint, mistake, children }: Props) {
  const id = useId()
  const described = [mistake && `${id}-mistake`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="stack field-in">
        {children({ id, 'aria-invalid': !!mistake, 'aria-describedby': described || undefined })}
        {mistake && (
          <div id={`${id}-mistake`} className="mistake" role="alert">
            <Icon name="failed" mark="failed" />
            <p>
              <Plain text={mistake.text} />
              {mistake.hint && (
                <span className="second">
                  {' '}
                  <Plain text={mistake.hint} />
                </span>
              )}
            </p>
          </div>
        )}
        {hint && (
          <span id={`${id}-hint`} className="hint">
            {hint}
          </span>
        )}
      </div>
    </div>
  )
}

/** A field whose control is not one element: a choice of a few, a tick. */
export function FieldGroup({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="field">
      <span className="label" aria-hidden="true">
        {label}
      </span>
      <div className="stack field-in">
        <div>{children}</div>
        {hint && <span className="hint">{hint}</span>}
      </div>
    </div>
  )
}
