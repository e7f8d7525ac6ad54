import type { ServerId } from '../../shared/domain.ts'
import { mirror } from '../store/store.ts'
import { setSwitchOn, useWindow } from '../store/window.ts'

/** Asks for what each needs, one dialog after the other. Cancelling one ends it. */
export function switchOnOneByOne(ids: readonly ServerId[]): void {
  const [first, ...rest] = ids
  if (first === undefined) return
  setSwitchOn(first)
  const stop = useWindow.subscribe(({ switchOn }) => {
    if (switchOn === first) return
    stop()
    const isOn = mirror().snapshot?.servers.some(({ id, enabled }) => id === first && enabled)
    if (switchOn === null && isOn) switchOnOneByOne(rest)
  })
}
