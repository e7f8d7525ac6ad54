import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'

interface Props {
  title: string
  children: ReactNode
  /** What happens, as a verb with its object. */
  does: string
  keeps: string
  act: () => void
  close: () => void
}

/** Asks before something that cannot be taken back, for as long as it is shown. The focus starts on the harmless answer. */
export function AskDialog({ title, children, does, keeps, act, close }: Props) {
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && close()}>
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
                act()
                close()
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
