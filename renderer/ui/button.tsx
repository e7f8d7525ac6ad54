import type { ComponentProps } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface Look {
  /** The one filled button of a view. */
  first?: boolean
  bare?: boolean
  small?: boolean
  /** Goes in narrow windows. */
  wide?: boolean
  icon?: IconName
  keys?: string
  /** What it does is under way: it cannot be pressed again, and keeps the focus. */
  busy?: boolean
}

/** `data-key`: the letter that presses it while no field has the focus. */
type Props = Look & Omit<ComponentProps<'button'>, 'type'> & { 'data-key'?: string }

export function Button({ first, bare, small, wide, icon, keys, busy, children, className, onClick, ...rest }: Props) {
  const classes = ['button', first && 'first', bare && 'bare', small && 'small', wide && 'wide', className]
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (!busy) onClick?.(event)
      }}
      {...rest}
    >
      {busy ? <Icon name="starting" turning /> : icon && <Icon name={icon} />}
      {children}
      {keys && (
        <kbd className="wide" aria-hidden="true">
          {keys}
        </kbd>
      )}
    </button>
  )
}

/** A button that is only a picture; the label is its name and its tooltip. */
export function IconButton({ icon, label, bare = true, small, ...rest }: Props & { icon: IconName; label: string }) {
  const classes = ['button', 'only', bare && 'bare', small && 'small'].filter(Boolean).join(' ')
  return (
    <button type="button" className={classes} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  )
}
