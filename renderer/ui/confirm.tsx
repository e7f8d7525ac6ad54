import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useState, type ReactElement, type ReactNode } from 'react'

interface Props {
  /** The button that opens it. */
  trigger: ReactElement
  title: string
  children: ReactNode
  /** What happens, as a verb with its object. */
  does: string
  keeps: string
  act: () => Promise<unknown>
}

/** Asks before something that cannot be taken back. The focus starts on the harmless answer. */
export function Confirm({ trigger, title, children, does, keeps, act }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      <AlertDialog.Trigger render={trigger} />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="second" render={<div />}>
            {children}
          </AlertDialog.Description>
          <div className="row dialog-do">
            <AlertDialog.Close className="button">{keeps}</AlertDialog.Close>
            <button
              type="button"
              className="button danger"
              onClick={() => {
                setOpen(false)
                void act()
              }}
            >
              {does}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
