import { create } from 'zustand'

interface Exporting {
  done: number
  /** How many there are; null while that is not known. */
  all: number | null
  cancel: () => void
}

/** The export of lines that is under way, also while another page is shown. */
export const useExport = create<{ now: Exporting | null }>()(() => ({ now: null }))

export function tellExport(part: Partial<Exporting>): void {
  useExport.setState(({ now }) => ({ now: now && { ...now, ...part } }))
}
