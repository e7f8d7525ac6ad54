import { create } from 'zustand'
import type { Entry } from './entry.ts'

/** Whether the palette is open, and what it asks about before it does it. */
export const usePalette = create<{ open: boolean; asks: Entry | null }>()(() => ({ open: false, asks: null }))

export function openPalette(open = true): void {
  usePalette.setState({ open })
}

export function askFirst(asks: Entry | null): void {
  usePalette.setState({ asks })
}
