import type { ReactNode } from 'react'

interface Props {
  title: ReactNode
  /** Where this page belongs: a link back. */
  under?: { text: string; href: string }
  children?: ReactNode
}

/** The head of a page. It stays while the page scrolls. */
export function Top({ title, under, children }: Props) {
  return (
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
  )
}
