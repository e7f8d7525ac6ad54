import { Dialog } from '@base-ui/react/dialog'
import { showKeys, useWindow } from '../store/window.ts'
import { Icon } from '../ui/icon.tsx'
import { allKeys } from './keys.ts'

export function KeysDialog() {
  const shown = useWindow((state) => state.keysShown)
  return (
    <Dialog.Root open={shown} onOpenChange={showKeys}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog keys-dialog">
          <div className="row">
            <Dialog.Title className="dialog-title">Keys</Dialog.Title>
            <Dialog.Close className="button bare only push" aria-label="Close" title="Close">
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <div className="keys-list" tabIndex={0} role="region" aria-label="All keys">
            {allKeys.map(({ title, keys }) => (
              <section key={title} aria-label={title}>
                <h3>{title}</h3>
                <dl className="facts">
                  {keys.map((hint) => (
                    <div key={hint.keys} className="fact">
                      <dt>
                        <kbd>{hint.keys}</kbd>
                      </dt>
                      <dd>{hint.does}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
