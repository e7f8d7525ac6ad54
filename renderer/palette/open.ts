import { create } from 'zustand'

export const usePalette = create<{ open: boolean }>()(() => ({ open: false }))

export function openPalette(open = true): void {
  usePalette.setState({ open })
}
