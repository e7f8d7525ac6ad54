import { useCallback, useRef, useState, type KeyboardEvent } from 'react'

/** Keys that move in every list. */
function step(key: string): number | 'first' | 'last' | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return 1
    case 'ArrowUp':
    case 'k':
      return -1
    case 'PageDown':
      return 10
    case 'PageUp':
      return -10
    case 'Home':
      return 'first'
    case 'End':
      return 'last'
    default:
      return null
  }
}

interface Roving<T extends HTMLElement> {
  /** For the list: moves the focus between its `[data-stop]` elements. */
  listProps: { ref: React.RefObject<T | null>; onKeyDown: (event: KeyboardEvent<T>) => void }
  /** For the nth row's stop. The one that had the focus last keeps the list's tab stop. */
  stop: (index: number) => { 'data-stop': number; tabIndex: number; onFocus: () => void }
  at: number
}

/**
 * One tab stop per list. `goto` is called instead of moving the focus itself where rows may not be in the page (virtual lists).
 */
export function useRoving<T extends HTMLElement>(count: number, chosen = 0, goto?: (index: number) => void): Roving<T> {
  const ref = useRef<T>(null)
  const [last, setLast] = useState<number | null>(null)
  const at = Math.min(last ?? Math.max(0, chosen), Math.max(0, count - 1))

  const onKeyDown = useCallback(
    (event: KeyboardEvent<T>) => {
      if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
      const move = step(event.key)
      if (move === null) return
      event.preventDefault()
      const next = move === 'first' ? 0 : move === 'last' ? count - 1 : at + move
      const index = Math.max(0, Math.min(count - 1, next))
      setLast(index)
      if (goto) goto(index)
      else ref.current?.querySelector<HTMLElement>(`[data-stop="${index}"]`)?.focus()
    },
    [at, count, goto],
  )

  return {
    listProps: { ref, onKeyDown },
    stop: (index) => ({ 'data-stop': index, tabIndex: index === at ? 0 : -1, onFocus: () => setLast(index) }),
    at,
  }
}
