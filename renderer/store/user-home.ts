import { useEffect } from 'react'
import { create } from 'zustand'
import { ask } from '../connection.ts'

const useHome = create<{ path: string | null }>()(() => ({ path: null }))
let asked = false

/** As `useUserHome`, for code that runs on a key or a click. */
export const userHome = () => useHome.getState().path

/** The person's own folder, where `~` leads on the host. Null until it is known. */
export function useUserHome(): string | null {
  const path = useHome((state) => state.path)
  useEffect(() => {
    if (asked) return
    asked = true
    ask('folders.look', { path: '~' }).then(
      (view) => useHome.setState({ path: view.path }),
      () => {
        asked = false
      },
    )
  }, [])
  return path
}
