import type { Toast } from './window.ts'

const most = 3

/** What stays when one more comes: the oldest goes first, but none that takes something back before those that only tell. */
export function roomFor(toasts: readonly Toast[]): readonly Toast[] {
  if (toasts.length < most) return toasts
  const gone = toasts.find(({ undo }) => !undo) ?? toasts[0]
  return roomFor(toasts.filter((toast) => toast !== gone))
}
