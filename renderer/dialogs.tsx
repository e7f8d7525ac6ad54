import { AskedDialog } from './frame/asked.tsx'
import { KeysDialog } from './frame/keys-dialog.tsx'
import { GrantDialog } from './grants/grant-dialog.tsx'
import { Palette } from './palette/palette.tsx'
import { SwitchOnDialog } from './switch-on/switch-on-dialog.tsx'

/** Every dialog that more than one screen opens. */
export function Dialogs() {
  return (
    <>
      <GrantDialog />
      <SwitchOnDialog />
      <KeysDialog />
      <Palette />
      <AskedDialog />
    </>
  )
}
