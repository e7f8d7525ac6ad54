import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useState, type ReactNode } from 'react'

interface Props {
  title: ReactNode
  /** Something was entered that closing would lose. */
  dirty: boolean
  close: () => void
  /** What the filled button does; also Ctrl Enter, and Enter in a field of one line. */
  submit: () => void
  /** How often it was tried and something was wrong: then the focus goes to the first field that is. */
  attempts?: number
  children: ReactNode
  /** The buttons at the foot. */
  actions: ReactNode
}

/** A form over the page. It never takes what was entered along when it goes: then it asks, and pressing beside it does nothing. */
export function FormDialog({ title, dirty, close, submit, attempts = 0, children, actions }: Props) {
  const [leaving, setLeaving] = useState(false)
  useEffect(() => {
    if (attempts > 0) document.querySelector<HTMLElement>('.form-dialog [aria-invalid=true]')?.focus()
  }, [attempts])
  return (
    <Dialog.Root
      open
      disablePointerDismissal
      onOpenChange={(open) => {
        if (open) return
        if (dirty && !leaving) setLeaving(true)
        else if (leaving) setLeaving(false)
        else close()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog form-dialog" initialFocus={firstField}>
          <form
            noValidate
            onSubmit={(event) => event.preventDefault()}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
              const oneLine = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox'
              if (!oneLine && !event.ctrlKey && !event.metaKey) return
              event.preventDefault()
              submit()
            }}
          >
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <div className="form-body">{children}</div>
            {leaving ? (
              <div className="row dialog-do" role="alert">
                <p className="second push-end">Discard what you entered?</p>
                <button type="button" className="button" autoFocus onClick={() => setLeaving(false)}>
                  Keep editing
                </button>
                <button type="button" className="button danger" onClick={close}>
                  Discard
                </button>
              </div>
            ) : (
              <div className="row dialog-do">{actions}</div>
            )}
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Where typing begins: the first empty field, else the first. */
function firstField(): HTMLElement | null {
  const fields = [
    ...document.querySelectorAll<HTMLInputElement>(
      '.form-dialog :is(input[type=text], input[type=password], textarea)',
    ),
  ]
  return fields.find(({ value, readOnly }) => !value && !readOnly) ?? fields[0] ?? null
}
