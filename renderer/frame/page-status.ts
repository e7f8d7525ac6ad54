import { useEffect } from 'react'
import { create } from 'zustand'

const usePage = create<{ texts: readonly string[] | null }>()(() => ({ texts: null }))

/** What the page says about itself in the bar at the foot, most important first; null: nothing. */
export function usePageStatus(): readonly string[] | null {
  return usePage((state) => state.texts)
}

/** Says it as long as the page is there. */
export function useStatusTexts(texts: readonly string[] | null): void {
  const key = JSON.stringify(texts)
  useEffect(() => {
    usePage.setState({ texts: JSON.parse(key) as readonly string[] | null })
  }, [key])
  useEffect(() => () => usePage.setState({ texts: null }), [])
}
