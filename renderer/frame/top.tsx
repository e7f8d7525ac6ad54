import type { ReactNode } from 'react'
import { useMirror } from '../store/store.ts'
import { Banners } from './banners.tsx'

interface Props {
  title: ReactNode
  /** Where this page belongs: a link back. */
  under?: { text: string; href: string }
  children?: ReactNode
}

/** The head of a page, and under it what concerns the whole of Belljar. Both stay while the page scrolls. */
export function Top({ title, under, children }: Props) {
  const known = useMirror((state) => state.snapshot !== null)
  return (
    <>
      <header className="top">
        {under && (
          <span className="crumb">
            <a href={under.href}>{under.text}</a>
          </span>
        )}
        <h1 className="cut" tabIndex={-1}>
          {title}
        </h1>
        {children}
      </header>
      {known && <Banners />}
    </>
  )
}
