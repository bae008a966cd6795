import type { ReactNode } from 'react'

/** A titled part of an exercise. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="exercise-part">
      <h3>{title}</h3>
      {children}
    </section>
  )
}
